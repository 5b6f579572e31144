using FluentAssertions;
using SpiceTrial.Sessions;
using SpiceTrial.Verdicts;
using Xunit;

namespace SpiceTrial.Tests.Verdicts;

/// <summary>Trials whose plan says that the plays decide, and not the time.</summary>
public sealed class PlayedTrialTests
{
    const string Primary = "share of the video's plays that streamed";

    [Fact(Timeout = 120_000)]
    public void Plays_decide_where_the_plan_says_so()
    {
        var figure = Compare(Given.Trial((_, x) => x with { Plays = new(12, 0) }, (_, x) => x with { Plays = new(12, 12) })).Figures[0];

        (figure.Name, figure.Baseline, figure.Candidate).Should().Be((Primary, 0, 1));
    }

    [Fact(Timeout = 120_000)]
    public void Plays_of_another_region_are_none_of_the_videos_and_a_baseline_that_streams_in_few_has_a_symptom()
    {
        // On stock only a small gadget streams, in each play; the video never.
        Compare(Given.Trial((_, x) => x with
        {
            Plays = new(12, 12), Regions = [x.Regions[0] with { Width = 320, Height = 240 }],
        }, (_, x) => x with { Plays = new(12, 12) })).Figures[0].Baseline.Should().Be(0);

        // In each play it comes, and soon goes: of the plays all streamed, of the time little.
        Compare(Given.Trial((_, x) => x with { Plays = new(12, 12) }, (_, x) => x with { Plays = new(12, 12) })).Reasons[0]
            .Should().Contain("100.0% of the video's plays").And.Contain("no symptom to cure");
    }

    [Fact(Timeout = 120_000)]
    public void A_desktop_that_draws_before_the_first_play_is_no_plays_without_a_stream()
    {
        var comparison = Compare(Given.Trial(
            (_, x) => x with { Plays = new(92, 12) { Before = 80 } }, (_, x) => x with { Plays = new(12, 12) }));

        comparison.Verdict.Should().Be(Verdict.Inconclusive);
        comparison.Reasons[0].Should().Contain("lies before the video's first stream");
    }

    [Fact(Timeout = 120_000)]
    public void A_loss_that_lies_before_the_first_stream_is_named_and_called_neither_health_nor_a_regression()
    {
        var comparison = Compare(Given.Trial(
            (_, x) => x with { Plays = new(10, 10) }, (_, x) => x with { Plays = new(10, 2) { Before = 8 } }));

        comparison.Verdict.Should().Be(Verdict.Inconclusive);
        comparison.Reasons[0].Should().StartWith("The video streams less, but that does not count yet")
            .And.Contain("lies before the video's first stream");
    }

    [Fact(Timeout = 120_000)]
    public void A_larger_loss_does_not_bring_a_gain_back_that_is_excluded_before_and_after_the_first_stream()
    {
        var comparison = Compare(Given.Trial(
            (_, x) => x with { Plays = new(10, 6) }, (_, x) => x with { Plays = new(10, 2) { Before = 7 } }));

        comparison.Verdict.Should().Be(Verdict.Refuted);
        comparison.Reasons.Should().Contain(x => x.StartsWith("The video streams less, but that does not count yet"))
            .And.Contain(x => x.StartsWith("A gain of 10 points is excluded"));
    }

    static Comparison Compare((RunFigures[] Baseline, RunFigures[] Candidate) trial)
    {
        var order = trial.Baseline.Zip(trial.Candidate, (x, y) => new[] { (x.Tag, false), (y.Tag, true) }).SelectMany(x => x);
        return CompareRuns.Of(trial.Baseline, trial.Candidate, plan: TrialPlan.Of("007", order, 9) with { Primary = Primary });
    }
}
