using FluentAssertions;
using SpiceTrial.Sessions;
using SpiceTrial.Verdicts;
using Xunit;

namespace SpiceTrial.Tests.Verdicts;

/// <summary>The four questions of <c>docs/verdict-rule.md</c>.</summary>
public sealed class RuleTests
{
    static readonly Freeze Abort = new(400, 14, EndsRun: true);

    static RunFigures With(RunFigures run, double share) =>
        Given.Run(run.Arm, run.PlaybackSeconds!.Value / 60, 10, share * run.PlaybackSeconds.Value)
            with { Tag = run.Tag, Start = run.Start };

    [Fact(Timeout = 120_000)]
    public void A_stream_that_comes_back_each_time_is_confirmed()
    {
        var comparison = Given.Compare(Given.Trial());

        comparison.Verdict.Should().Be(Verdict.Confirmed);
        comparison.Figures[0].Should().Match<ComparedFigure>(x => x.Name == "share of the video's playback that streamed" && x.Low > 0.5
            && x.PValue < 0.01 && x.MinimumEffect == 0.1);
        comparison.Figures.Skip(1).Should().OnlyContain(x => x.PValue == null && x.MinimumEffect == null, "nothing else decides");
        comparison.RunsNeeded.Should().BeNull();
    }

    [Fact(Timeout = 120_000)]
    public void Four_runs_of_each_arm_can_say_yes_and_three_say_how_many_are_missing()
    {
        Given.Compare(Given.Trial(count: 4)).Verdict.Should().Be(Verdict.Confirmed);

        var three = Given.Compare(Given.Trial(count: 3));
        three.Verdict.Should().Be(Verdict.Inconclusive);
        three.Reasons[0].Should().Contain("1 more of the baseline and 1 more of the candidate are missing").And.Contain("3.7%");
        three.RunsNeeded.Should().Be(4);
    }

    [Fact(Timeout = 120_000)]
    public void An_earlier_look_costs_its_chance_in_both_directions()
    {
        EarlierLook look = new(DateTimeOffset.UnixEpoch, [], [], null, Verdict.Inconclusive, VerdictRule.Id);
        var better = Given.Trial(count: 4);
        var equal = Given.Trial((i, x) => With(x, 0.03 + (0.002 * i)), (i, x) => With(x, 0.031 + (0.002 * i)));
        Comparison Of((RunFigures[] Baseline, RunFigures[] Candidate) trial, int looks) =>
            CompareRuns.Of(trial.Baseline, trial.Candidate, earlier: [.. Enumerable.Repeat(look, looks)]);

        (Of(better, 0).Verdict, Of(better, 1).Verdict).Should().Be((Verdict.Confirmed, Verdict.Inconclusive));
        Of(better, 1).Figures[0].PValue.Should().BeApproximately(2 * Of(better, 0).Figures[0].PValue!.Value, 1e-9);
        // Ten runs have 252 orders: after nineteen looks none of them is rare enough.
        (Of(equal, 0).Verdict, Of(equal, 19).Verdict).Should().Be((Verdict.Refuted, Verdict.Inconclusive));
    }

    [Fact(Timeout = 120_000)]
    public void Equal_arms_refute_the_hypothesis_with_the_bound_that_they_exclude()
    {
        var comparison = Given.Compare(Given.Trial((i, x) => With(x, 0.03 + (0.002 * i)), (i, x) => With(x, 0.031 + (0.002 * i))));

        comparison.Verdict.Should().Be(Verdict.Refuted);
        comparison.Reasons[0].Should().Contain("10 points is excluded");
    }

    [Fact(Timeout = 120_000)]
    public void Less_streaming_is_a_regression()
    {
        var comparison = Given.Compare(Given.Trial((_, x) => With(x, 0.6), (_, x) => With(x, 0.2)));

        comparison.Verdict.Should().Be(Verdict.Regression);
        comparison.Reasons[0].Should().StartWith("The video streams less");
    }

    [Fact(Timeout = 120_000)]
    public void A_baseline_without_the_symptom_can_not_tell()
    {
        var comparison = Given.Compare(Given.Trial((_, x) => With(x, 0.85), (_, x) => With(x, 0.99)));

        comparison.Verdict.Should().Be(Verdict.Inconclusive);
        comparison.Reasons[0].Should().Contain("no symptom to cure");
        comparison.RunsNeeded.Should().BeNull("more of the same would not help");
    }

    [Fact(Timeout = 120_000)]
    public void A_significant_gain_that_is_smaller_than_what_counts_confirms_nothing()
    {
        Given.Compare(Given.Trial((i, x) => With(x, 0.3 + (0.001 * i)), (i, x) => With(x, 0.35 + (0.001 * i)))).Verdict
            .Should().Be(Verdict.Refuted, "a gain of 10 points is excluded");
    }

    [Fact(Timeout = 120_000)]
    public void Runs_that_differ_widely_leave_it_open_and_say_how_many_are_needed()
    {
        var comparison = Given.Compare(Given.Trial((i, x) => With(x, 0.08 * i), (i, x) => With(x, 0.15 + (0.09 * i))));

        comparison.Verdict.Should().Be(Verdict.Inconclusive);
        comparison.RunsNeeded.Should().BeGreaterThan(5);
    }

    [Theory(Timeout = 120_000)]
    [InlineData(5, 0, Verdict.Regression)]
    [InlineData(4, 0, Verdict.Regression)]
    [InlineData(3, 0, Verdict.Inconclusive)]
    [InlineData(1, 0, Verdict.Confirmed)]
    [InlineData(5, 5, Verdict.Confirmed)]
    [InlineData(1, 1, Verdict.Confirmed)]
    public void Bad_ends_are_counted_alike_in_both_arms(int candidate, int baseline, Verdict verdict)
    {
        foreach (var bad in (Func<RunFigures, RunFigures>[])[x => x with { Ended = "crashed" }, x => x with { Freezes = [Abort] }])
        {
            var comparison = Given.Compare(Given.Trial((i, x) => i < baseline ? bad(x) : x, (i, x) => i < candidate ? bad(x) : x));

            comparison.Verdict.Should().Be(verdict, string.Join(" ", comparison.Reasons));
            comparison.Caveats.Should().Contain(x => x.Contains($"{candidate} of 5 candidate runs and {baseline} of 5"));
        }
    }

    [Fact(Timeout = 120_000)]
    public void One_bad_baseline_run_disarms_nothing()
    {
        var comparison = Given.Compare(Given.Trial(
            (i, x) => i == 0 ? x with { Ended = "crashed" } : x, (_, x) => x with { Ended = "crashed" }, count: 10));

        comparison.Verdict.Should().Be(Verdict.Regression);
        comparison.Reasons[0].Should().Contain("10 of 10 candidate runs and 1 of 10");
    }

    [Fact(Timeout = 120_000)]
    public void The_guests_own_drivers_freezes_are_harm_only_where_their_rate_per_OOM_differs()
    {
        RunFigures Frozen(RunFigures run) => run with { Freezes = [new(500, 15, true, FreezeCause.GuestDriver)] };

        var both = Given.Compare(Given.Trial((_, x) => Frozen(x), (_, x) => Frozen(x)));
        both.Verdict.Should().Be(Verdict.Confirmed);
        both.Caveats.Should().ContainMatch("*own graphics driver: 5 in * of the candidate, 5 in * of the baseline*");
        Given.Compare(Given.Trial((i, x) => i == 0 ? Frozen(x) : x, (_, x) => Frozen(x))).Verdict
            .Should().Be(Verdict.Confirmed, "5 against 1 may be chance");
        Given.Compare(Given.Trial(null, (_, x) => Frozen(x), count: 8)).Reasons[0].Should().Contain("own graphics driver");
    }

    [Theory(Timeout = 120_000)]
    [InlineData("did not play")]
    [InlineData("failed to start")]
    [InlineData("stops without an end")]
    [InlineData("silent at their end")]
    public void Runs_that_were_not_delivered_stand_in_the_way_of_a_confirmation(string kind)
    {
        RunFigures Undelivered(RunFigures run) => kind switch
        {
            "did not play" => run with { PlaybackSeconds = null },
            "failed to start" => run with { FailedStarts = 3 },
            "stops without an end" => run with { Ended = null },
            _ => run with { SilenceAtEndSeconds = 60 },
        };

        var comparison = Given.Compare(Given.Trial(null, (i, x) => i < 4 ? Undelivered(x) : x, count: 8));

        comparison.Verdict.Should().Be(Verdict.Inconclusive);
        comparison.Caveats.Should().ContainMatch($"*{kind}*");
        Given.Compare(Given.Trial((i, x) => i < 4 ? Undelivered(x) : x, (i, x) => i < 4 ? Undelivered(x) : x, count: 8)).Verdict
            .Should().Be(Verdict.Confirmed, "it happens in both arms alike");
    }

    [Fact(Timeout = 120_000)]
    public void Starts_that_failed_are_not_forgotten_for_a_short_one_or_a_refused_one_that_came_between()
    {
        var (baseline, candidate) = Given.Trial();
        var brief = Given.Run(Given.Patched, 0.1, 0, 0) with { FailedStarts = 8 };
        var refused = brief with { Tag = "refused", Ended = "start refused", PlaybackSeconds = null, Start = null, FailedStarts = 7 };

        var comparison = CompareRuns.Of(baseline, [.. candidate, brief, refused]);

        comparison.Candidate.FailedStarts.Should().Be(15);
        comparison.Verdict.Should().Be(Verdict.Inconclusive);
        comparison.Reasons[0].Should().Contain("15 of 20 starts of the candidate");
    }

    [Fact(Timeout = 120_000)]
    public void That_a_video_played_which_never_streamed_is_shown_by_the_guests_play_log_or_is_a_caveat()
    {
        static RunFigures Unstreamed() => Given.Run(Given.Stock, 9, creates: 0, streamingSeconds: 0);

        var unseen = Given.Compare(Given.Trial(baseline: Unstreamed));
        var seen = Given.Compare(Given.Trial(baseline: () => Unstreamed() with { FramesPlayed = 1200 }));

        unseen.Caveats.Should().ContainMatch("That the video played in * is not shown*");
        seen.Caveats.Should().NotContainMatch("That the video played*");
    }

    [Fact(Timeout = 120_000)]
    public void A_start_that_failed_for_a_port_is_no_run_and_no_crash()
    {
        var (baseline, candidate) = Given.Trial();
        var refused = candidate[0] with { Tag = "refused", Ended = "start refused", PlaybackSeconds = null };

        var comparison = CompareRuns.Of(baseline, [.. candidate, refused, refused with { Tag = "again", Start = null }]);

        comparison.Verdict.Should().Be(Verdict.Confirmed);
        (comparison.Candidate.Crashes, comparison.Candidate.NeverPlayed).Should().Be((0, 0));
        comparison.Excluded.Should().Contain(x => x.Why.Contains("a port, a disk, memory or a device"));
    }

    [Fact(Timeout = 120_000)]
    public void Long_silences_in_one_arm_alone_stand_in_the_way()
    {
        Given.Compare(Given.Trial(null, (_, x) => x with { Pauses = [13, 13, 13] })).Reasons[0].Should().Contain("pauses of the player");
        Given.Compare(Given.Trial((_, x) => x with { Pauses = [13] }, (_, x) => x with { Pauses = [13] })).Verdict
            .Should().Be(Verdict.Confirmed);
    }

    [Fact(Timeout = 120_000)]
    public void A_difference_that_lies_before_the_first_stream_shows_nothing()
    {
        RunFigures Late(RunFigures run, double from) => With(run, (540 - from) / 540) with
        {
            Timeline = run.Timeline! with { Streams = [new(0, from, null)] },
        };

        var comparison = Given.Compare(Given.Trial((_, x) => Late(x, 240), (_, x) => Late(x, 2)));

        comparison.Verdict.Should().Be(Verdict.Inconclusive);
        comparison.Reasons[0].Should().Contain("before the video's first stream");
        Given.Compare(Given.Trial((_, x) => Late(x, 2), (_, x) => Late(x, 240))).Verdict
            .Should().Be(Verdict.Inconclusive, "nor is it harm");
    }

    [Fact(Timeout = 120_000)]
    public void Arms_that_were_not_made_in_turns_carry_a_caveat_and_a_drift_takes_the_verdict_away()
    {
        RunFigures At(RunFigures run, int place) => run with { Start = run.Start!.Value.AddYears(1).AddDays(place) };
        var (baseline, candidate) = Given.Trial();
        RunFigures[] first = [.. baseline.Select((x, i) => At(x, i))], second = [.. candidate.Select((x, i) => At(x, 100 + i))];

        var steady = CompareRuns.Of(first, second);
        steady.Verdict.Should().Be(Verdict.Confirmed);
        steady.Caveats.Should().ContainMatch("*not made in turns; their order was SSSSSPPPPP*");
        var drifting = CompareRuns.Of(
            [.. first.Select((x, i) => With(x, 0.02 + (0.08 * i)))], [.. second.Select((x, i) => With(x, 0.42 + (0.08 * i)))]);
        drifting.Verdict.Should().Be(Verdict.Inconclusive);
        drifting.Reasons[0].Should().Contain("change from one to the next");
    }

    [Fact(Timeout = 120_000)]
    public void A_run_that_is_far_longer_counts_as_one()
    {
        var comparison = Given.Compare(Given.Trial((i, x) => i == 0 ? With(Given.Run(Given.Stock, 90, 2, 20), 0.9) : x));

        comparison.Figures[0].Baseline.Should().BeApproximately(((4 * 20.0 / 540) + 0.9) / 5, 1e-6);
    }

    [Fact(Timeout = 120_000)]
    public void A_ring_that_was_never_written_is_refuted_and_so_it_is_said()
    {
        var comparison = Given.Compare(Given.Trial(
            baseline: () => Given.Run(Given.Stock, 9, 2, 20, evictionsPerMinute: 0),
            candidate: () => Given.Run(Given.Patched, 9, 2, 20, evictionsPerMinute: 0)));

        comparison.Verdict.Should().Be(Verdict.Refuted);
        comparison.Reasons[0].Should().Contain("never written");
        Given.Compare(Given.Trial(baseline: () => Given.Run(Given.Stock, 9, 2, 20, evictionsPerMinute: 0),
            candidate: () => Given.Run(Given.Patched, 9, 36, 450, evictionsPerMinute: 0))).Verdict.Should().Be(Verdict.NotComparable);
    }

    [Fact(Timeout = 120_000)]
    public void Without_an_eviction_few_OOMs_refute_nothing_and_a_ring_that_worked_in_one_arm_alone_is_another_situation()
    {
        RunFigures Quiet(Arm arm, double ooms, double evictions) => Given.Run(arm, 9, 2, 20, ooms, evictions);

        // Five runs of 18 OOMs.
        Given.Compare(Given.Trial(baseline: () => Quiet(Given.Stock, 2, 0), candidate: () => Quiet(Given.Patched, 2, 0))).Verdict
            .Should().Be(Verdict.Inconclusive);
        Given.Compare(Given.Trial(baseline: () => Quiet(Given.Stock, 165, 0), candidate: () => Quiet(Given.Patched, 165, 40)))
            .Should().Match<Comparison>(x => x.Verdict == Verdict.NotComparable && x.Reasons[0].Contains("at work in one arm only"));
    }

    [Fact(Timeout = 120_000)]
    public void What_was_captured_as_a_run_is_one_however_short_it_was()
    {
        var (baseline, candidate) = Given.Trial();
        var brief = Given.Run(Given.Patched, 0.1, 0, 0);

        CompareRuns.Of(baseline, [.. candidate, brief]).Candidate.NeverPlayed.Should().Be(0, "a restart of the domain");
        CompareRuns.Of(baseline, [.. candidate, brief with { Ended = RunFigures.Captured }]).Candidate.NeverPlayed.Should().Be(1);
    }

    [Fact(Timeout = 120_000)]
    public void Runs_of_a_test_host_are_never_taken_for_a_real_ones()
    {
        Given.Compare(Given.Trial((_, x) => x with { Origin = Origin.Test })).Caveats.Should().ContainMatch("*test host*");
    }
}
