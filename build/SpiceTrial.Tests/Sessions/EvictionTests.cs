using FluentAssertions;
using SpiceTrial.Sessions;
using Xunit;

namespace SpiceTrial.Tests.Sessions;

/// <summary>What an eviction took out of the tree, from the lines around it.</summary>
public sealed class EvictionTests
{
    [Fact(Timeout = 120_000)]
    public async Task Draws_that_the_flush_brings_into_the_tree_are_none_that_the_eviction_took()
    {
        var reach = await ReachAsync("OOM1", 50, "OOM2", 60);

        (reach.Current.Maximum, reach.Taken!.Maximum, reach.OtherDrawsNeeded).Should().Be((50, 0, 50));
    }

    [Fact(Timeout = 120_000)]
    public async Task An_eviction_whose_end_was_not_logged_is_taken_for_one_of_64_draws()
    {
        var reach = await ReachAsync("OOM1", 100, "OOM1", 100);

        (reach.Current.Count, reach.Taken!.Minimum, reach.OtherDrawsNeeded, reach.Certain).Should().Be((1, 64, 36, 0));
    }

    [Fact(Timeout = 120_000)]
    public async Task An_eviction_of_64_draws_that_left_none_hides_none_that_took_fewer_and_left_some()
    {
        var log = Lines("OOM1", 64, "OOM2", 0) + Lines("OOM1", 100, "OOM2", 90);

        (await SharedLogs.ReadAsync(log)).Single().EvictionReach!.DictionaryFirst.Should().Be(1);
    }

    static async Task<EvictionReach> ReachAsync(string before, int found, string after, int left) =>
        (await SharedLogs.ReadAsync(Lines(before, found, after, left))).Single().EvictionReach!;

    /// <summary>An eviction between two lines of OOMs.</summary>
    static string Lines(string before, int found, string after, int left) =>
        $"[1.0] display_channel_debug_oom: {before} #draw={found}, #glz_draw=0 current {found} pipes 0\n[1.1] display_channel_free_some: "
            + $"#draw={found}, #glz_draw=0\n"
        + $"[1.2] display_channel_debug_oom: {after} #draw={left}, #glz_draw=0 current {left} pipes 0\n";
}
