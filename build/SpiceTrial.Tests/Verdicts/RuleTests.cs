using FluentAssertions;
using SpiceTrial.Sessions;
using SpiceTrial.Verdicts;
using Xunit;

namespace SpiceTrial.Tests.Verdicts;

public sealed class RuleTests
{
    static readonly Freeze Abort = new(400, 14, EndsRun: true);
    static readonly Freeze Stall = new(300, 12, EndsRun: false);

    static IReadOnlyList<RunFigures> Three(Func<RunFigures> run) => [run(), run(), run()];

    [Fact(Timeout = 30_000)]
    public void One_run_of_each_arm_shows_nothing_of_how_much_runs_differ_and_confirms_no_effect_of_ten_times()
    {
        var comparison = CompareRuns.Of([Given.Stalled(Given.Stock)], [Given.Run(Given.Patched, 9, 20, 300)]);

        comparison.Verdict.Should().Be(Verdict.Inconclusive, string.Join("\n", comparison.Reasons));
        comparison.Reasons.Should().ContainMatch("But: one run of each arm*");
        comparison.MinutesNeeded.Should().BeGreaterThan(0);
    }

    [Fact(Timeout = 30_000)]
    public void A_library_without_a_build_id_is_a_caveat_by_name()
    {
        var unproven = Given.Patched with { BuildId = null };

        var comparison = CompareRuns.Of(Three(() => Given.Stalled(Given.Stock)), Three(() => Given.Cured(unproven)));

        comparison.Reasons.Should().ContainMatch("But: different libraries is not known*build-id*");
    }

    [Fact(Timeout = 30_000)]
    public void A_stream_that_comes_back_each_time_is_confirmed()
    {
        var comparison = CompareRuns.Of(Three(() => Given.Stalled(Given.Stock)), Three(() => Given.Cured(Given.Patched)));

        comparison.Verdict.Should().Be(Verdict.Confirmed, string.Join("\n", comparison.Reasons));
        comparison.Rule.Should().Be("spice-trial-verdict-4");
        comparison.MinutesNeeded.Should().BeNull();
        var primary = comparison.Figures[0];
        primary.Name.Should().Be("video re-engagements per minute");
        primary.Baseline.Should().BeApproximately(1.0 / 9, 1e-9);
        primary.Candidate.Should().BeApproximately(35.0 / 9, 1e-9);
        primary.Low.Should().BeGreaterThan(1);
    }

    [Fact(Timeout = 30_000)]
    public void A_stream_that_comes_at_once_and_stays_is_confirmed_though_it_never_re_engages()
    {
        var comparison = CompareRuns.Of(Three(() => Given.Stalled(Given.Stock)), Three(() => Given.Run(Given.Patched, 9, 1, 538)));

        comparison.Figures[0].Candidate.Should().Be(0);
        comparison.Verdict.Should().Be(Verdict.Confirmed, string.Join("\n", comparison.Reasons));
    }

    [Fact(Timeout = 30_000)]
    public void A_stream_that_flaps_without_more_time_streaming_is_not_confirmed()
    {
        var comparison = CompareRuns.Of(Three(() => Given.Run(Given.Stock, 9, 4, 200)), Three(() => Given.Run(Given.Patched, 9, 150, 210)));

        comparison.Verdict.Should().Be(Verdict.Inconclusive);
        comparison.Reasons[0].Should().Contain("flaps");
    }

    [Fact(Timeout = 30_000)]
    public void The_same_behaviour_over_enough_runs_is_refuted()
    {
        var comparison = CompareRuns.Of(
            [.. Enumerable.Range(0, 5).Select(x => Given.Run(Given.Stock, 9, 18 + (x % 3), 150))],
            [.. Enumerable.Range(0, 5).Select(x => Given.Run(Given.Patched, 9, 18 + (x % 2), 150))]);

        comparison.Verdict.Should().Be(Verdict.Refuted, string.Join("\n", comparison.Reasons));
        comparison.Reasons[0].Should().Contain("excluded");
    }

    [Fact(Timeout = 30_000)]
    public void Too_little_to_tell_is_inconclusive_and_says_how_many_minutes_are_missing()
    {
        var comparison = CompareRuns.Of([Given.Stalled(Given.Stock)], [Given.Run(Given.Patched, 9, 3, 30)]);

        comparison.Verdict.Should().Be(Verdict.Inconclusive);
        comparison.MinutesNeeded.Should().BeInRange(20, 600);
    }

    [Fact(Timeout = 30_000)]
    public void Half_a_minute_is_never_enough()
    {
        var comparison = CompareRuns.Of([Given.Stalled(Given.Stock, 0.5)], [Given.Run(Given.Patched, 0.5, 20, 20)]);

        comparison.Verdict.Should().Be(Verdict.Inconclusive);
        comparison.Reasons[0].Should().Contain("only 30 s of playback");
    }

    [Fact(Timeout = 30_000)]
    public void A_video_that_comes_back_more_rarely_is_a_regression()
    {
        CompareRuns.Of(Three(() => Given.Cured(Given.Stock)), Three(() => Given.Run(Given.Patched, 9, 1, 5))).Verdict
            .Should().Be(Verdict.Regression);
    }

    [Fact(Timeout = 30_000)]
    public void Fewer_re_engagements_of_a_stream_that_stays_up_are_no_regression()
    {
        var comparison = CompareRuns.Of(Three(() => Given.Run(Given.Stock, 9, 30, 300)), Three(() => Given.Run(Given.Patched, 9, 2, 535)));

        comparison.Figures[0].High.Should().BeLessThan(1);
        comparison.Verdict.Should().NotBe(Verdict.Regression, string.Join("\n", comparison.Reasons));
    }

    [Fact(Timeout = 30_000)]
    public void A_guest_that_froze_for_good_in_the_candidate_only_is_a_regression_however_well_it_streamed()
    {
        var comparison = CompareRuns.Of(
            Three(() => Given.Stalled(Given.Stock)), Three(() => Given.Cured(Given.Patched) with { Freezes = [Abort] }));

        comparison.Verdict.Should().Be(Verdict.Regression);
        comparison.Reasons[0].Should().Contain("froze for good").And.Contain("14.0 s").And.Contain("chance");
        comparison.Reasons.Should().ContainMatch("*came back more often*");
    }

    [Fact(Timeout = 30_000)]
    public void One_freeze_that_passed_withholds_the_confirmation()
    {
        var comparison = CompareRuns.Of(Three(() => Given.Stalled(Given.Stock)),
            [Given.Cured(Given.Patched) with { Freezes = [Stall] }, Given.Cured(Given.Patched), Given.Cured(Given.Patched)]);

        comparison.Verdict.Should().Be(Verdict.Inconclusive);
        comparison.Reasons[0].Should().Contain("froze");
    }

    [Fact(Timeout = 30_000)]
    public void Many_freezes_are_a_regression()
    {
        var comparison = CompareRuns.Of(
            [.. Three(() => Given.Stalled(Given.Stock)), .. Three(() => Given.Stalled(Given.Stock))],
            [.. Enumerable.Range(0, 6).Select(_ => Given.Cured(Given.Patched) with { Freezes = [.. Enumerable.Repeat(Stall, 12)] })]);

        comparison.Verdict.Should().Be(Verdict.Regression);
    }

    [Fact(Timeout = 30_000)]
    public void Slots_that_only_the_candidate_exhausts_are_a_regression_when_the_video_starves()
    {
        var starved = Given.Run(Given.Patched, 9, 1, 2);
        starved = starved with { PeakStreams = 50, SlotsExhausted = true, Creates = 51,
            Regions = [.. starved.Regions,
                .. Enumerable.Range(0, 50).Select(x => new Region(RegionKind.Widget, 32, 10, 40 * x, 800, 1, 0, 0, 500, 0.9))] };

        var comparison = CompareRuns.Of([Given.Stalled(Given.Stock)], [starved]);

        comparison.Verdict.Should().Be(Verdict.Regression);
        comparison.Reasons[0].Should().StartWith("Slot exhaustion").And.Contain("50 creates");
    }

    [Fact(Timeout = 30_000)]
    public void A_baseline_that_streams_most_of_the_time_has_nothing_to_cure()
    {
        var comparison = CompareRuns.Of([Given.Run(Given.Stock, 9, 30, 500)], [Given.Run(Given.Patched, 9, 31, 505)]);

        comparison.Verdict.Should().Be(Verdict.Inconclusive);
        comparison.MinutesNeeded.Should().BeNull("more minutes of a workload without the symptom tell nothing");
    }

    [Fact(Timeout = 30_000)]
    public void No_eviction_in_the_baseline_refutes_the_ring()
    {
        var comparison = CompareRuns.Of(
            [Given.Stalled(Given.Stock) with { FreeSome = 0 }], [Given.Stalled(Given.Patched) with { FreeSome = 0 }]);

        comparison.Verdict.Should().Be(Verdict.Refuted);
        comparison.Reasons[0].Should().Contain("never written");
    }

    [Fact(Timeout = 30_000)]
    public void A_cure_without_any_eviction_is_not_the_rings()
    {
        CompareRuns.Of([Given.Stalled(Given.Stock) with { FreeSome = 0 }], [Given.Cured(Given.Patched) with { FreeSome = 0 }]).Verdict
            .Should().Be(Verdict.NotComparable);
    }

    [Fact(Timeout = 30_000)]
    public void Evictions_in_the_candidate_only_are_not_comparable()
    {
        CompareRuns.Of([Given.Stalled(Given.Stock) with { FreeSome = 0 }], [Given.Cured(Given.Patched)]).Verdict
            .Should().Be(Verdict.NotComparable);
    }

    [Fact(Timeout = 30_000)]
    public void A_run_given_twice_counts_once()
    {
        var run = Given.Stalled(Given.Stock);

        var comparison = CompareRuns.Of([run, run with { Tag = "copy" }], [Given.Cured(Given.Patched)]);

        comparison.Excluded.Should().ContainSingle(x => x.Tag == "copy");
        comparison.Baseline.Runs.Should().HaveCount(1);
    }

    [Fact(Timeout = 30_000)]
    public void Runs_without_times_are_left_out_and_not_taken_for_zero()
    {
        var comparison = CompareRuns.Of(
            [Given.Stalled(Given.Stock) with { DurationSeconds = null, PlaybackSeconds = null }], [Given.Cured(Given.Patched)]);

        comparison.Verdict.Should().Be(Verdict.Inconclusive);
        comparison.Figures.Should().OnlyContain(x => x.Baseline == null);
        comparison.Excluded.Should().ContainSingle();
    }
}
