using FluentAssertions;
using SpiceTrial.Sessions;
using Xunit;

namespace SpiceTrial.Tests.Sessions;

/// <summary>The figures of logs whose counts are known.</summary>
public sealed class SharedLogTests
{
    [Theory(Timeout = 120_000)]
    [InlineData("qemu-guest-oom", 4, 4, 10, 6)]
    [InlineData("lab-patched-128", 8, 7, 159, 159)]
    [InlineData("lab-stock-8", 0, 0, 159, 159)]
    [InlineData("lab-slot-exhaustion-128", 51, 1, 264, 264)]
    [InlineData("libvirt-domain", 0, 0, 0, 0)]
    [InlineData("guest-pair-stock", 0, 0, 818, 326)]
    [InlineData("guest-pair-128", 2, 2, 77, 29)]
    [InlineData("qemu-guest-streams", 3, 3, 0, 0)]
    public async Task Creates_stops_OOMs_and_evictions_are_counted_exactly(string log, int creates, int stops, int ooms, int freeSome)
    {
        var run = await SharedLogs.RunAsync(log);

        (run.Creates, run.Stops, run.Ooms, run.FreeSome).Should().Be((creates, stops, ooms, freeSome));
        run.Version.Should().Be("0.15.1");
        run.LogComplete.Should().BeTrue();
    }

    [Fact(Timeout = 120_000)]
    public async Task Slot_exhaustion_is_named_and_the_video_is_told_from_the_widgets()
    {
        var run = await SharedLogs.RunAsync("lab-slot-exhaustion-128");

        run.SlotsExhausted.Should().BeTrue();
        run.PeakStreams.Should().Be(50);
        run.Remarks.Should().Contain(x => x.StartsWith("all 50 stream slots"));
        run.Classes.Should().Equal(new ClassFigures(RegionKind.Video, 1, 1, 1, 0), new ClassFigures(RegionKind.Widget, 50, 50, 0, 0));
    }

    [Fact(Timeout = 120_000)]
    public async Task The_freeze_of_the_128_guest_is_found_and_the_stock_guests_stall_is_none()
    {
        var stock = await SharedLogs.RunAsync("guest-pair-stock");
        var patched = await SharedLogs.RunAsync("guest-pair-128");

        stock.Freezes.Should().BeEmpty();
        stock.Plays.Should().Match<PlayFigures>(x => x.Seen == 15 && x.Engaged == 0 && x.Before == 15);
        stock.Current.Should().BeEquivalentTo(new { Minimum = 1, Median = 48, Maximum = 71 }, "boot included");
        var freeze = patched.Freezes.Should().ContainSingle().Subject;
        freeze.Seconds.Should().BeApproximately(14.09, 0.01);
        freeze.EndsRun.Should().BeTrue();
        freeze.IsStuck.Should().BeTrue();
        patched.PlaybackSeconds.Should().BeInRange(16, 17, "neither boot nor freeze is playback");
        patched.Plays.Should().Match<PlayFigures>(x => x.Seen == 2 && x.Engaged == 2 && x.Before == 0);
        patched.Video!.ReEngagements.Should().Be(1);
        patched.Remarks.Should().Contain(x => x.StartsWith("freeze:") && x.Contains("14.1 s") && x.Contains("never came back"));
    }

    [Fact(Timeout = 120_000)]
    public async Task A_tree_too_full_for_the_video_to_be_evicted_is_said()
    {
        var full = await SharedLogs.RunAsync("qemu-guest-oom");
        var small = await SharedLogs.RunAsync("lab-stock-8");

        full.Current.Should().BeEquivalentTo(new { Minimum = 251, Maximum = 312, Count = 10 });
        full.EvictionReach!.Certain.Should().Be(0);
        full.EvictionReach.OtherDrawsNeeded.Should().Be(256);
        full.EvictionReach.Finding.Should().Contain("no eviction was sure to take the video").And.Contain("at least 225 to 312");
        // Its client's dictionary gave 64, 64, 60, 51, 8 and 1 of the 64.
        full.EvictionReach.Should().BeEquivalentTo(new { DictionaryFirst = 6, Harmless = 3 });
        full.EvictionReach.Taken.Should().BeEquivalentTo(new { Minimum = 0, Maximum = 63 });
        small.EvictionReach!.DictionaryFirst.Should().Be(0);
        small.EvictionReach!.Certain.Should().Be(159);
    }

    [Fact(Timeout = 120_000)]
    public async Task libvirts_line_gives_versions_and_a_failed_start_is_no_run()
    {
        var run = await SharedLogs.RunAsync("libvirt-domain");

        run.Mode.Should().Be(StreamingMode.Filter);
        run.Host.Should().Be(
            new HostVersions("9.0.0-4+deb12u2 (Debian)", "7.2.22Debian 1:7.2+dfsg-7+deb12u18+b3", "6.18.44-fc-v669", "sf-2"));
        run.Remarks.Should().Contain(x => x.StartsWith("1 earlier starts"));
        run.PlaybackSeconds.Should().BeNull("nothing was drawn that a log shows");
    }

    [Fact(Timeout = 120_000)]
    public async Task Every_prefix_is_understood_and_no_time_is_made_up()
    {
        var named = await SharedLogs.RunAsync("qemu-format-guest-name");
        var untimed = await SharedLogs.RunAsync("qemu-format-no-timestamp");
        var gLib = await SharedLogs.RunAsync("lab-patched-128");

        named.Start.Should().Be(new DateTimeOffset(2026, 11, 23, 23, 3, 3, TimeSpan.Zero).AddTicks(7466850));
        untimed.DurationSeconds.Should().BeNull();
        untimed.Mode.Should().Be(StreamingMode.Off);
        gLib.Start.Should().BeNull("GLib's prefix has no date");
        gLib.DurationSeconds.Should().BeApproximately(89.9, 0.1);
    }
}
