using FluentAssertions;
using SpiceTrial.Reports;
using SpiceTrial.Sessions;
using SpiceTrial.Verdicts;
using Xunit;

namespace SpiceTrial.Tests.Verdicts;

/// <summary>However well the video streams: a run that ended badly is not "no harm".</summary>
public sealed class HarmTests
{
    static readonly Freeze Abort = new(400, 14, EndsRun: true);

    static IReadOnlyList<RunFigures> Five(Func<int, RunFigures> run) => [.. Enumerable.Range(0, 5).Select(run)];

    static IReadOnlyList<RunFigures> Stalled(Func<int, RunFigures, RunFigures>? change = null) =>
        Five(x => Change(x, Given.Stalled(Given.Stock), change));

    static IReadOnlyList<RunFigures> Cured(Func<int, RunFigures, RunFigures>? change = null) =>
        Five(x => Change(x, Given.Cured(Given.Patched), change));

    static RunFigures Change(int place, RunFigures run, Func<int, RunFigures, RunFigures>? change) => change?.Invoke(place, run) ?? run;

    [Theory(Timeout = 30_000)]
    [InlineData("crashed", "libvirt says crashed")]
    [InlineData("failed", "libvirt says failed")]
    [InlineData("assertion", "an assertion failed")]
    public void A_process_that_crashed_in_the_candidate_only_is_a_regression(string end, string said)
    {
        var comparison = CompareRuns.Of(Stalled(), Cured((i, x) => i == 0 ? x with { End = end } : x));

        comparison.Verdict.Should().Be(Verdict.Regression);
        comparison.Reasons[0].Should().Contain("crashed in 1 of 5 candidate runs and in none of 5").And.Contain(said);
        comparison.Reasons.Should().ContainMatch("*came back more often*");
        comparison.Candidate.Crashes.Should().Be(1);
    }

    [Fact(Timeout = 30_000)]
    public void So_is_one_that_crashed_before_anything_played_alone_or_beside_others()
    {
        var dead = Given.Run(Given.Patched, 9, 0, 0) with { PlaybackSeconds = null, End = "crashed" };

        var comparison = CompareRuns.Of(Stalled(), [.. Cured(), dead]);

        comparison.Verdict.Should().Be(Verdict.Regression);
        comparison.Reasons[0].Should().Contain("1 of 6 candidate runs");
        CompareRuns.Of(Stalled(), [dead]).Verdict.Should().Be(Verdict.Regression);
        CompareRuns.Of([dead with { Arm = Given.Stock }, .. Stalled()], [dead]).Verdict
            .Should().Be(Verdict.Inconclusive, "the stock library crashed too");
    }

    [Theory(Timeout = 30_000)]
    [InlineData("destroyed")]
    [InlineData("shutdown")]
    [InlineData("signal 15")]
    [InlineData(null)]
    public void A_process_that_was_ended_in_order_is_no_harm(string? end)
    {
        var comparison = CompareRuns.Of(Stalled(), Cured((_, x) => x with { End = end }));

        comparison.Verdict.Should().Be(Verdict.Confirmed);
        comparison.Reasons.Should().NotContainMatch("But:*");
    }

    [Fact(Timeout = 30_000)]
    public void More_runs_that_ended_badly_than_with_stock_withhold_the_confirmation_as_many_are_said()
    {
        var more = CompareRuns.Of(Stalled((i, x) => i == 0 ? x with { End = "crashed" } : x),
            Cured((i, x) => i == 0 ? x with { End = "crashed" } : i == 1 ? x with { Freezes = [Abort] } : x));
        var alike = CompareRuns.Of(
            Stalled((i, x) => i == 0 ? x with { End = "crashed" } : x), Cured((i, x) => i == 0 ? x with { End = "crashed" } : x));

        more.Verdict.Should().NotBe(Verdict.Confirmed);
        more.Reasons[0].Should().Contain("froze for good in 1 of 5");
        alike.Verdict.Should().Be(Verdict.Confirmed);
        alike.Reasons.Should().ContainMatch("But: 1 of 5 candidate runs and 1 of 5 of the baseline ended in a crash*");
        VerdictWords.Meaning(alike).Should().NotContain("no harm");
    }

    [Fact(Timeout = 30_000)]
    public void Candidates_that_all_fall_silent_are_not_confirmed_for_the_guest_may_have_frozen()
    {
        var comparison = CompareRuns.Of(Stalled(), Cured((_, x) => x with { SilenceAtEndSeconds = 509 }));

        comparison.Verdict.Should().Be(Verdict.Inconclusive);
        comparison.Reasons[0].Should().Contain("in 5 of 5 candidate runs and 0 of 5 of the baseline nothing was drawn")
            .And.Contain("p 0.004");
    }

    [Fact(Timeout = 30_000)]
    public void One_that_falls_silent_is_said_beside_the_confirmation()
    {
        var comparison = CompareRuns.Of(Stalled(), Cured((i, x) => i == 0 ? x with { SilenceAtEndSeconds = 509 } : x));

        comparison.Verdict.Should().Be(Verdict.Confirmed);
        comparison.Reasons.Should().ContainMatch("But: in 1 of 5 candidate runs and 0 of 5*nothing was drawn*");
        CompareRuns.Of(Stalled((_, x) => x with { SilenceAtEndSeconds = 60 }), Cured()).Reasons.Should().NotContainMatch("But:*");
    }

    [Fact(Timeout = 30_000)]
    public void A_video_that_nobody_streamed_in_that_size_is_asked_about()
    {
        var comparison = CompareRuns.Of(Stalled(), Cured(), new VideoSize(640, 480));

        comparison.Reasons.Should().ContainMatch("But: no run streamed anything of 640x480*1024x768*");
        comparison.MinutesNeeded.Should().BeNull();
    }
}
