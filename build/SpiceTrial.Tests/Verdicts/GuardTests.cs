using FluentAssertions;
using SpiceTrial.Sessions;
using SpiceTrial.Verdicts;
using Xunit;

namespace SpiceTrial.Tests.Verdicts;

public sealed class GuardTests
{
    public static TheoryData<string, RunFigures, RunFigures> Incomparable { get; } = new()
    {
        { "A/A", Given.Stalled(Given.Stock), Given.Cured(Given.Stock) },
        { "A/A", Given.Stalled(new(8, null)), Given.Cured(new(8, null)) },
        { "swapped", Given.Stalled(Given.Patched), Given.Cured(Given.Stock) },
        { "mode", Given.Stalled(Given.Stock), Given.Cured(Given.Patched) with { Mode = StreamingMode.Filter } },
        { "version", Given.Stalled(Given.Stock), Given.Cured(Given.Patched) with { Version = "0.15.2" } },
        { "no client", Given.Stalled(Given.Stock) with { ClientConnected = false }, Given.Cured(Given.Patched) },
        { "compression of pictures", Given.Stalled(Given.Stock), Given.Cured(Given.Patched) with { ImageCompression = "auto_lz" } },
        { "OOM rates", Given.Stalled(Given.Stock), Given.Cured(Given.Patched) with { Ooms = 85 * 9 } },
        { "only 3 OOMs", Given.Stalled(Given.Stock) with { Ooms = 3, FreeSome = 3 }, Given.Cured(Given.Patched) },
        { "evictions", Given.Stalled(Given.Stock), Given.Cured(Given.Patched) with { FreeSome = 90 } },
        { "missing", Given.Stalled(Given.Stock), Given.Cured(Given.Patched) with { LogComplete = false } },
        { "in both arms", Given.Stalled(Given.Stock) with { SlotsExhausted = true },
            Given.Cured(Given.Patched) with { SlotsExhausted = true } },
        { "--video", Given.Stalled(Given.Stock),
            Given.Cured(Given.Patched) with { Regions = [new(RegionKind.Video, 800, 600, 0, 0, 36, 36, 35, 400, 0.8)] } },
    };

    [Theory(Timeout = 30_000)]
    [MemberData(nameof(Incomparable))]
    public void Arms_that_differ_in_more_than_the_ring_are_not_comparable_and_the_reason_says_in_what(
        string what, RunFigures baseline, RunFigures candidate)
    {
        var comparison = CompareRuns.Of([baseline], [candidate]);

        comparison.Verdict.Should().Be(Verdict.NotComparable);
        comparison.Reasons.Should().ContainMatch($"*{what}*");
    }

    [Fact(Timeout = 30_000)]
    public void The_same_run_in_both_arms_is_seen_though_no_log_proves_its_library()
    {
        var run = Given.Stalled(Arm.Unknown);

        CompareRuns.Of([run], [run with { Tag = "other name" }]).Verdict.Should().Be(Verdict.NotComparable);
    }

    [Fact(Timeout = 30_000)]
    public void What_a_plain_log_can_not_prove_is_said_and_does_not_stop_the_comparison()
    {
        var comparison = CompareRuns.Of([Given.Stalled(Arm.Unknown)], [Given.Cured(Arm.Unknown)]);

        comparison.Verdict.Should().Be(Verdict.Confirmed);
        comparison.Guards.Should().ContainSingle(x => x.Outcome == GuardOutcome.NotKnown).Which.Finding.Should().Contain("operator's word");
    }

    [Fact(Timeout = 30_000)]
    public void Whether_there_was_a_client_is_not_guessed_and_what_nothing_was_compressed_with_does_not_matter()
    {
        var (stalled, cured) = (Given.Stalled(Given.Stock), Given.Cured(Given.Patched));
        Guard Of(Comparison comparison, string name) => comparison.Guards.Single(x => x.Name.Contains(name));

        var unknown = CompareRuns.Of([stalled with { ClientConnected = null, ImageCompression = null }], [cured]);
        unknown.Verdict.Should().Be(Verdict.Confirmed);
        Of(unknown, "client").Outcome.Should().Be(GuardOutcome.NotKnown);
        Of(unknown, "compression").Outcome.Should().Be(GuardOutcome.NotKnown);
        unknown.Reasons.Should().ContainMatch("*But*client*not known*", "a confirmation says what it rests on");

        var without = CompareRuns.Of(
            [stalled with { ClientConnected = false }], [cured with { ClientConnected = false, ImageCompression = "auto_lz" }]);
        without.Verdict.Should().Be(Verdict.Confirmed);
        Of(without, "compression").Outcome.Should().Be(GuardOutcome.Held);
    }

    [Fact(Timeout = 30_000)]
    public void Evictions_of_the_candidate_alone_are_not_comparable_though_the_candidate_did_no_better()
    {
        var comparison = CompareRuns.Of([Given.Stalled(Given.Stock) with { FreeSome = 0 }], [Given.Stalled(Given.Patched)]);

        comparison.Verdict.Should().Be(Verdict.NotComparable);
        comparison.Reasons[0].Should().Contain("in one arm only");
    }

    [Fact(Timeout = 30_000)]
    public void Slots_that_only_the_candidate_exhausts_while_its_video_streams_clearly_more_are_no_regression()
    {
        CompareRuns.Of([Given.Stalled(Given.Stock)], [Given.Cured(Given.Patched) with { SlotsExhausted = true }]).Verdict
            .Should().Be(Verdict.NotComparable);
        CompareRuns.Of([Given.Stalled(Given.Stock)], [Given.Stalled(Given.Patched) with { SlotsExhausted = true }]).Verdict
            .Should().Be(Verdict.Regression);
    }

    [Fact(Timeout = 30_000)]
    public void A_stream_that_is_always_there_waited_for_20_frames_each_time_that_it_came()
    {
        TrialRun.Of(Given.Run(Given.Patched, 9, 30, 540), 540, new VideoSize(1024, 768)).WaitingSeconds.Should().BeApproximately(20, 0.001);
    }

    [Fact(Timeout = 30_000)]
    public void Without_a_named_video_a_larger_region_in_one_arm_is_not_compared_with_the_video()
    {
        var cured = Given.Cured(Given.Patched);
        var scrolled = cured with {
            Regions = [new(RegionKind.Video, 1900, 1400, 0, 0, 1, 1, 0, 3, 0.01), cured.Regions[0] with { Kind = RegionKind.Other }] };

        CompareRuns.Of([Given.Stalled(Given.Stock)], [scrolled]).Verdict.Should().Be(Verdict.NotComparable);
        CompareRuns.Of([Given.Stalled(Given.Stock)], [scrolled], new VideoSize(1024, 768)).Verdict.Should().Be(Verdict.Confirmed);
    }
}
