using FluentAssertions;
using SpiceTrial.Sessions;
using SpiceTrial.Verdicts;
using Xunit;

namespace SpiceTrial.Tests.Verdicts;

public sealed class GuardTests
{
    static readonly Func<RunFigures> Stalled = () => Given.Stalled(Given.Stock);
    static readonly Func<RunFigures> Cured = () => Given.Cured(Given.Patched);

    public static TheoryData<string, Func<RunFigures>, Func<RunFigures>> Incomparable { get; } = new()
    {
        { "A/A", Stalled, () => Given.Cured(Given.Stock) },
        { "A/A", () => Given.Stalled(new(8, null)), () => Given.Cured(new(8, null)) },
        { "swapped", () => Given.Stalled(Given.Patched), () => Given.Cured(Given.Stock) },
        { "mode", Stalled, () => Cured() with { Mode = StreamingMode.Filter } },
        { "version", Stalled, () => Cured() with { Version = "0.15.2" } },
        { "no client", () => Stalled() with { ClientConnected = false }, Cured },
        { "compression of pictures", Stalled, () => Cured() with { ImageCompression = "auto_lz" } },
        { "OOM rates", Stalled, () => Given.Run(Given.Patched, 9, 2, 20, oomsPerMinute: 60) },
        { "OOM rates", Stalled, () => Given.Run(Given.Patched, 9, 2, 20, oomsPerMinute: 500) },
        { "only 15 OOMs", () => Stalled() with { Ooms = 3, FreeSome = 3 }, Cured },
        { "evictions", Stalled, () => Given.Run(Given.Patched, 9, 2, 20, evictionsPerMinute: 10) },
        { "evictions", Stalled, () => Given.Run(Given.Patched, 9, 2, 20, evictionsPerMinute: 160) },
        { "missing", Stalled, () => Cured() with { LogComplete = false } },
        { "--video", Stalled, () => Cured() with { Regions = [new(RegionKind.Video, 800, 600, 0, 0, 36, 36, 35, 400, 0.8)] } },
    };

    [Theory(Timeout = 120_000)]
    [MemberData(nameof(Incomparable))]
    public void Arms_that_differ_in_more_than_the_ring_are_not_comparable_and_the_reason_says_in_what(
        string what, Func<RunFigures> baseline, Func<RunFigures> candidate)
    {
        var comparison = Given.Compare(Given.Trial(baseline: baseline, candidate: candidate));

        comparison.Verdict.Should().Be(Verdict.NotComparable);
        comparison.Reasons.Should().ContainMatch($"*{what}*");
    }

    [Fact(Timeout = 120_000)]
    public void A_run_that_streamed_another_large_size_is_not_comparable_though_the_video_is_named()
    {
        var comparison = Given.Compare(Given.Trial(null, (i, x) => i > 0 ? x
            : x with { Regions = [new(RegionKind.Other, 1280, 720, 0, 0, 36, 36, 35, 400, 0.8)] }), new VideoSize(1024, 768));

        comparison.Verdict.Should().Be(Verdict.NotComparable);
        comparison.Reasons.Should().ContainMatch("*1280x720*nothing of 1024x768*");
    }

    [Fact(Timeout = 120_000)]
    public void A_widgets_size_is_refused_as_the_video()
    {
        FluentActions.Invoking(() => VideoSize.From("32x10")).Should().Throw<TrialException>().Which.Status
            .Should().Be(ExitStatus.BadInput);
    }

    [Fact(Timeout = 120_000)]
    public void Strips_of_the_video_count_for_their_part_of_its_area()
    {
        var video = Given.Cured(Given.Patched).Regions[0];
        RunFigures Part(RunFigures run) =>
            run with { Regions = [video with { Height = 384, Strips = 2, Kind = RegionKind.Other, StreamingSeconds = 540 }] };

        Given.Compare(Given.Trial(null, (_, x) => Part(x)), new VideoSize(1024, 768)).Figures[0].Candidate
            .Should().BeApproximately(0.5, 1e-9);
    }

    [Fact(Timeout = 120_000)]
    public void A_cure_that_lowers_the_OOMs_does_not_break_its_own_comparison()
    {
        var comparison = Given.Compare(
            Given.Trial(candidate: () => Given.Run(Given.Patched, 9, 3, 530, oomsPerMinute: 90, evictionsPerMinute: 20)));

        comparison.Verdict.Should().Be(Verdict.Confirmed);
        comparison.Caveats.Should().ContainMatch("*Too little time without the video's stream to compare OOMs*");
    }

    [Fact(Timeout = 120_000)]
    public void The_same_run_in_both_arms_is_seen_though_no_log_proves_its_library()
    {
        var run = Given.Stalled(Arm.Unknown);

        CompareRuns.Of([run], [run with { Tag = "other name" }]).Verdict.Should().Be(Verdict.NotComparable);
    }

    [Fact(Timeout = 120_000)]
    public void What_a_plain_log_can_not_prove_is_said_and_does_not_stop_the_comparison()
    {
        var comparison = Given.Compare(Given.Trial(baseline: () => Given.Stalled(Arm.Unknown), candidate: () => Given.Cured(Arm.Unknown)
            with { ClientConnected = null, ImageCompression = null }));

        comparison.Verdict.Should().Be(Verdict.Confirmed);
        comparison.Guards.Where(x => x.Outcome == GuardOutcome.NotKnown).Select(x => x.Name).Should()
            .Contain(["different libraries", "a client in every run or in none", "same compression of pictures"]);
        comparison.Caveats.Should().ContainMatch("*operator's word*");
    }

    [Fact(Timeout = 120_000)]
    public void What_nothing_was_compressed_with_does_not_matter()
    {
        var comparison = Given.Compare(Given.Trial(baseline: () => Stalled() with { ClientConnected = false },
            candidate: () => Cured() with { ClientConnected = false, ImageCompression = "auto_lz" }));

        comparison.Verdict.Should().Be(Verdict.Confirmed);
    }

    [Fact(Timeout = 120_000)]
    public void Where_a_timeline_is_cut_the_rates_of_those_that_are_left_say_nothing()
    {
        static RunFigures Cut(RunFigures run) => run with { Timeline = run.Timeline! with { IsCut = true } };
        Func<RunFigures> quiet = () => Given.Run(Given.Patched, 9, 2, 20, oomsPerMinute: 60, evictionsPerMinute: 10);

        var comparison = Given.Compare(Given.Trial(null, (i, x) => i == 0 ? Cut(x) : x, candidate: quiet));

        comparison.Verdict.Should().NotBe(Verdict.NotComparable);
        comparison.Guards.Where(x => x.Outcome == GuardOutcome.NotKnown && x.Finding.Contains($"cut in {comparison.Candidate.Runs[0]}"))
            .Select(x => x.Name).Should().Equal("OOM rates comparable", "evictions (free_some) present and comparable");
        comparison.Caveats.Should().ContainMatch("Guard not known: OOM rates comparable. The timeline is cut*");
        Given.Compare(Given.Trial(candidate: quiet)).Verdict.Should().Be(Verdict.NotComparable);
    }

    [Fact(Timeout = 120_000)]
    public void Full_slots_are_a_caveat_and_a_regression_only_where_the_video_streams_less()
    {
        Given.Compare(Given.Trial(candidate: () => Cured() with { SlotsExhausted = true })).Should().Match<Comparison>(
            x => x.Verdict == Verdict.Confirmed && x.Caveats.Any(y => y.Contains("All 50 slots")));
        Given.Compare(Given.Trial(baseline: () => Given.Run(Given.Stock, 9, 10, 400),
            candidate: () => Given.Run(Given.Patched, 9, 2, 60) with { SlotsExhausted = true })).Verdict.Should().Be(Verdict.Regression);
    }
}
