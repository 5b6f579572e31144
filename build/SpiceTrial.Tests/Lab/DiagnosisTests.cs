using FluentAssertions;
using SpiceTrial.Lab;
using SpiceTrial.Sessions;
using SpiceTrial.Tests.Sessions;
using Xunit;

namespace SpiceTrial.Tests.Lab;

public sealed class DiagnosisTests
{
    [Fact]
    public Task Without_any_OOM_it_is_not_the_ring() => Is(Regime.NoOom, Run(0, 0) with { Creates = 3 }, ringCanMatter: false);

    [Fact]
    public Task OOMs_that_never_evict_never_need_the_ring() => Is(Regime.FlushReleases, Run(500, 0), ringCanMatter: false);

    [Fact]
    public Task Rare_evictions_let_any_video_gather_its_frames() =>
        Is(Regime.FewEvictions, Run(1485, 45) with { PlaybackSeconds = 540 }, ringCanMatter: false);

    [Fact]
    public Task Eight_draws_in_the_tree_keep_the_video_in_the_stock_ring() => Is(Regime.SmallTree, Run(200, 200, 5), ringCanMatter: false);

    [Fact]
    public Task A_full_tree_hides_the_video_from_the_eviction() => Is(Regime.FullTree, Run(200, 200, 280), ringCanMatter: null);

    [Fact]
    public Task Taken_slots_come_first_because_a_larger_ring_can_hurt() =>
        Is(Regime.SlotsTaken, Run(200, 200, 48) with { PeakStreams = 50, SlotsExhausted = true }, ringCanMatter: true);

    [Fact]
    public Task Fifty_streams_of_two_displays_have_not_taken_the_slots_of_either() =>
        Is(Regime.RingForgets, Run(200, 200, 48) with { PeakStreams = 50, SlotsExhausted = false }, ringCanMatter: true);

    [Fact]
    public Task Frequent_evictions_of_a_small_tree_are_what_the_hypothesis_says() =>
        Is(Regime.RingForgets, Run(200, 200, 48), ringCanMatter: true);

    [Fact]
    public Task A_guest_that_froze_in_its_own_driver_is_not_cured_by_a_ring() => Is(Regime.GuestKernel,
        Run(200, 200, 48) with { Freezes = [new(50, 14, EndsRun: false, FreezeCause.GuestDriver)] }, ringCanMatter: false);

    [Fact]
    public Task A_server_that_is_told_not_to_stream_needs_no_ring() =>
        Is(Regime.StreamingOff, Run(200, 200, 48) with { Mode = StreamingMode.Off }, ringCanMatter: false);

    [Fact]
    public Task A_video_that_streams_for_most_of_the_time_has_nothing_to_diagnose() => Is(Regime.VideoStreams, Run(200, 200, 48) with {
        Creates = 1, Regions = [new(RegionKind.Video, 640, 480, 0, 0, 1, 0, 0, 90, 0.9)] }, ringCanMatter: false);

    [Fact]
    public Task A_player_that_pauses_often_streams_where_nearly_every_play_does() =>
        Is(Regime.VideoStreams, Run(200, 200, 48) with { Plays = new(12, 11) }, ringCanMatter: false);

    [Fact]
    public Task A_player_that_streams_in_half_of_its_plays_is_still_to_be_cured() =>
        Is(Regime.RingForgets, Run(200, 200, 48) with { Plays = new(12, 6) }, ringCanMatter: true);

    [Fact]
    public async Task Where_no_lab_has_run_what_is_kept_in_git_stands_in()
    {
        var result = await WithLabAsync("lab-main/lab.json", "lab");

        result.LabResults.Should().EndWith("lab-main/lab.json");
    }

    [Fact]
    public async Task A_log_without_times_says_nothing_of_how_often_evictions_came()
    {
        var untimed = Run(200, 3, 40) with { DurationSeconds = null, PlaybackSeconds = null };

        await Is(Regime.NotKnown, untimed, ringCanMatter: null);
        (await OneAsync(untimed)).Words.Should().StartWith("The log carries no times");
        await Is(Regime.SmallTree, Run(200, 200, 5) with { DurationSeconds = null, PlaybackSeconds = null }, ringCanMatter: false);
    }

    [Theory]
    [InlineData("22:19:00")]
    [InlineData("23:59:00")]
    public async Task A_log_of_which_only_libvirts_own_lines_have_times_says_nothing_of_how_often_evictions_came(string until)
    {
        var lines = new FieldLog("made", 60, 200, 60, 0, 0).Text(marked: false).TrimEnd().Split('\n')
            .Select(x => x[(x.IndexOf(' ', StringComparison.Ordinal) + 1)..]);
        var run = (await SharedLogs.ReadAsync($"2026-11-23 22:18:00.000+0000: starting up libvirt version: 9.0.0\n"
            + $"{string.Join('\n', lines)}\n2026-11-23 {until}.000+0000: shutting down, reason=shutdown\n")).Single();

        (run.Ooms, run.FreeSome, run.DurationSeconds > 0).Should().Be((200, 60, true), "it ran, and libvirt says for how long");
        await Is(Regime.NotKnown, run, ringCanMatter: null);
        run.Remarks.Should().ContainMatch("playback can't be told from idling: no event has a time");
    }

    [Fact]
    public Task A_log_without_OOMs_and_streams_says_nothing() => Is(Regime.NotKnown, Run(0, 0), ringCanMatter: null);

    [Theory]
    [InlineData(12, 16)]
    [InlineData(17, 32)]
    [InlineData(33, 64)]
    [InlineData(71, 64)]
    public async Task The_ring_that_is_enough_whatever_Y_is_follows_from_the_tree(int tree, int ring) =>
        (await OneAsync(Run(200, 200, tree, 10))).LookNext[0].Should().Contain($"whatever Y is: {ring} ");

    [Fact]
    public async Task The_lab_s_findings_stand_beside_it()
    {
        var result = await WithLabAsync("2026-01-02/lab.json", "");

        result.LabResults.Should().EndWith("2026-01-02/lab.json");
        result.Diagnoses.Single().Evidence.Should().ContainSingle().Which.Finding!.Words.Should().Be("stock works: nothing to cure");
    }

    [Fact]
    public void The_newest_day_counts_and_runs_on_the_machine_s_clock_are_no_evidence()
    {
        using var scratch = new Scratch();
        scratch.Write("2026-01-02/lab.json", "");
        scratch.Write("2026-01-03-real-time/lab.json", "");
        scratch.Write("2026-01-01/lab.json", "");

        LabResult.Newest(scratch.Path).Should().EndWith("2026-01-02/lab.json");
        LabResult.Newest(scratch.File("none")).Should().BeNull();
    }

    static async Task Is(Regime regime, RunFigures run, bool? ringCanMatter)
    {
        var diagnosis = await OneAsync(run);

        diagnosis.Should().BeEquivalentTo(new { Regime = regime, RingCanMatter = ringCanMatter });
        diagnosis.Evidence.Should().NotBeEmpty();
        diagnosis.Bounds.Should().NotBeEmpty();
    }

    // A run in a full tree, beside a result of the lab.
    static async Task<DiagnosisResult> WithLabAsync(string resultFile, string labFolder)
    {
        using var scratch = new Scratch();
        var finding = new LabFinding("full-tree", 8, []) { Words = "stock works: nothing to cure" };
        await RecordFile.WriteAsync(scratch.File(resultFile), new LabResult([], [finding], [], [], RealTime: false),
            TestContext.Current.CancellationToken);
        return await new DiagnoseRuns(scratch.File(labFolder)).RunAsync([Run(200, 200, 280)], TestContext.Current.CancellationToken);
    }

    static async Task<Diagnosis> OneAsync(RunFigures run) =>
        (await new DiagnoseRuns("/no/such/folder").RunAsync([run], TestContext.Current.CancellationToken)).Diagnoses.Single();

    static RunFigures Run(int ooms, int evictions, params int[] trees) => new()
    {
        Tag = "made",
        Ooms = ooms,
        FreeSome = evictions,
        Creates = 0,
        Stops = 0,
        PeakStreams = 0,
        SlotsExhausted = false,
        DurationSeconds = 100,
        PlaybackSeconds = 100,
        EvictionReach = Reach(evictions, trees),
    };

    /// <summary>As if each eviction took what it may.</summary>
    static EvictionReach? Reach(int evictions, int[] trees)
    {
        Tally found = new(), left = new(), taken = new();
        foreach (var tree in trees.GroupBy(x => x))
        {
            var times = (long)tree.Count() * evictions / trees.Length;
            found.Add(tree.Key, times);
            left.Add(Math.Max(0, tree.Key - EvictionReach.Bunch), times);
            taken.Add(Math.Min(tree.Key, EvictionReach.Bunch), times);
        }

        return EvictionReach.Of(found, left, taken, first: 0);
    }
}
