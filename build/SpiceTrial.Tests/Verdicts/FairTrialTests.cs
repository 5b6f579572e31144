using FluentAssertions;
using SpiceTrial.Reports;
using SpiceTrial.Sessions;
using SpiceTrial.Verdicts;
using Xunit;

namespace SpiceTrial.Tests.Verdicts;

/// <summary>What would make the patch look better than it is, or worse.</summary>
public sealed class FairTrialTests
{
    static readonly Func<RunFigures> Healthless = () => Given.Run(Given.Patched, 9, 2, 20);

    [Fact(Timeout = 120_000)]
    public void Runs_that_are_shorter_in_one_arm_confirm_nothing_refute_nothing_and_are_no_regression()
    {
        var shorter = Given.Compare(Given.Trial(candidate: () => Given.Run(Given.Patched, 1, 2, 50)));
        var longer = Given.Compare(Given.Trial(
            baseline: () => Given.Run(Given.Stock, 1, 2, 40), candidate: () => Given.Run(Given.Patched, 9, 4, 60)));
        var alike = Given.Compare(Given.Trial(baseline: () => Given.Stalled(Given.Stock, 4), candidate: () => Given.Run(
            Given.Patched, 9, 4, 20)));

        foreach (var comparison in (Comparison[])[shorter, longer, alike])
        {
            comparison.Verdict.Should().Be(Verdict.Inconclusive);
            comparison.Reasons[0].Should().Contain("Play both equally long");
        }
    }

    [Fact(Timeout = 120_000)]
    public void One_long_run_does_not_make_up_for_short_ones_and_the_shorter_arm_may_be_the_worse_one()
    {
        var (baseline, candidate) = Given.Trial(candidate: () => Given.Run(Given.Patched, 0.7, 1, 35));
        candidate[4] = Given.Run(Given.Patched, 40, 1, 600) with { Start = candidate[4].Start };
        Given.Compare((baseline, candidate)).Reasons[0].Should().Contain("Play both equally long");

        // Each was at the desktop for eight minutes; before the video in one arm, and behind a minute of it in the other.
        var idle = Given.Trial(candidate: () => Given.Run(Given.Patched, 1, 1, 50) with { DurationSeconds = 540 });
        Given.Compare((idle.Baseline, [.. idle.Candidate.Select(x => x with
        {
            Timeline = x.Timeline! with { Playback = [new(0, 10), new(490, 540)] },
        })])).Reasons[0].Should().Contain("Play both equally long");
        RunFigures[] frozen = [.. baseline[..3], Given.Stalled(Given.Stock, 2), Given.Stalled(Given.Stock, 2)];
        Given.Compare((frozen, Given.Trial().Candidate)).Verdict.Should()
            .Be(Verdict.Confirmed, "a short stock run has streamed for more of it");
    }

    [Fact(Timeout = 120_000)]
    public void Where_plays_are_counted_and_where_a_cure_fills_the_pauses_the_length_of_playback_is_not_held_against_it()
    {
        static RunFigures Paused(RunFigures run) => run with
        {
            PlaybackSeconds = 400,
            Timeline = run.Timeline! with { Playback = [new(0, 200), new(340, 540)] },
        };
        Given.Compare(Given.Trial((_, x) => Paused(x))).Verdict.Should().Be(Verdict.Confirmed);

        var (baseline, candidate) = Given.Trial((_, x) => x with { Plays = new(12, 1) }, (_, x) => x with { Plays = new(12, 12) },
            candidate: () => Given.Cured(Given.Patched));
        var plan = Plan(baseline, candidate) with { Primary = "share of the video's plays that streamed" };
        CompareRuns.Of(baseline, [.. candidate.Select(x => x with { Plays = new(1, 1) })], plan: plan).Verdict.Should()
            .Be(Verdict.Confirmed, "a cured guest's plays may be told from each other no more");
    }

    [Fact(Timeout = 120_000)]
    public void A_run_that_was_cut_off_is_as_good_as_taken_away()
    {
        var (baseline, candidate) = Given.Trial(count: 8);
        static RunFigures Stub(RunFigures run) => run with { PlaybackSeconds = 5, DurationSeconds = 8 };

        CompareRuns.Of([.. baseline[..4], .. baseline[4..].Select(Stub)], [.. candidate[..4], .. candidate[4..].Select(Stub)],
            plan: Done(Plan(baseline, candidate))).Verdict.Should().Be(Verdict.Inconclusive);
    }

    [Fact(Timeout = 120_000)]
    public void Good_runs_of_the_baseline_and_bad_ones_of_the_candidate_that_are_left_make_no_regression()
    {
        var (baseline, candidate) = Given.Trial(
            (i, x) => i < 5 ? x : x with { Ended = "crashed" }, (i, x) => i < 5 ? x with { Ended = "crashed" } : x, count: 10);

        Given.Compare((baseline[..5], candidate[..5])).Verdict.Should().Be(Verdict.Regression, "nobody knows that there were others");
        CompareRuns.Of(baseline[..5], candidate[..5], plan: Done(Plan(baseline, candidate))).Verdict.Should().NotBe(Verdict.Regression);
    }

    [Fact(Timeout = 120_000)]
    public void A_ring_that_was_never_written_refutes_only_where_a_video_played_and_all_runs_are_there()
    {
        static RunFigures Dry(Arm arm, int streaming, double ooms) => Given.Run(arm, 9, streaming > 0 ? 1 : 0, streaming, ooms, 0);
        var (baseline, candidate) = Given.Trial((i, _) => Dry(Given.Stock, 20, 160.1 + i), (i, _) => Dry(Given.Patched, 20, 160.5 + i));
        var (desktop, other) = Given.Trial((i, _) => Dry(Given.Stock, 0, 160.1 + i), (i, _) => Dry(Given.Patched, 0, 160.5 + i));

        Given.Compare((baseline, candidate)).Verdict.Should().Be(Verdict.Refuted);
        Given.Compare((desktop, other)).Verdict.Should().Be(Verdict.Inconclusive);
        CompareRuns.Of(baseline[..4], candidate, plan: Done(Plan(baseline, candidate))).Verdict.Should().Be(Verdict.Inconclusive);
    }

    [Fact(Timeout = 120_000)]
    public void Runs_that_were_taken_away_from_both_arms_alike_count_as_the_worst()
    {
        var (baseline, candidate) = Given.Trial(count: 10);
        var plan = Plan(baseline, candidate);
        var whole = CompareRuns.Of(baseline, candidate, plan: plan);
        var chosen = CompareRuns.Of(baseline[..5], candidate[..5], plan: Done(plan));

        whole.Verdict.Should().Be(Verdict.Confirmed);
        chosen.Verdict.Should().Be(Verdict.Inconclusive);
        chosen.Reasons[0].Should().Contain("were made and have no figures");
        CompareRuns.Of(baseline[..5], candidate[..5], plan: plan).Verdict
            .Should().Be(Verdict.Confirmed, "a plan that was broken off has nothing taken away");
        CompareRuns.Of([.. baseline[..2], .. baseline[5..]], [.. candidate[..2], .. candidate[5..]], plan: plan).Verdict
            .Should().Be(Verdict.Inconclusive, "runs were passed over for later ones");
        CompareRuns.Of(baseline, [.. candidate[..4], .. candidate[5..]], plan: Done(plan)).Verdict
            .Should().Be(Verdict.Confirmed, "even as the worst, one of ten changes nothing");
    }

    [Fact(Timeout = 120_000)]
    public void Runs_that_were_taken_away_refute_nothing_and_make_no_regression()
    {
        var (baseline, candidate) = Given.Trial(candidate: Healthless, count: 10);
        CompareRuns.Of(baseline, candidate[..5], plan: Done(Plan(baseline, candidate))).Verdict.Should().Be(Verdict.Inconclusive);

        var (cured, worse) = Given.Trial(baseline: () => Given.Run(Given.Stock, 9, 36, 300), candidate: Healthless, count: 10);
        CompareRuns.Of(cured, worse, plan: Plan(cured, worse)).Verdict.Should().Be(Verdict.Regression);
        CompareRuns.Of(cured[..5], worse[..5], plan: Done(Plan(cured, worse))).Verdict.Should().Be(Verdict.Inconclusive);
    }

    [Fact(Timeout = 120_000)]
    public void A_log_that_goes_on_behind_its_playback_does_not_hide_the_runs_that_never_played()
    {
        static RunFigures Quiet(RunFigures run) => run with { SilenceAtEndSeconds = 60 };

        var comparison = Given.Compare(Given.Trial(
            (_, x) => Quiet(x), (i, x) => i < 4 ? x with { PlaybackSeconds = null } : Quiet(x), count: 8));

        comparison.Verdict.Should().Be(Verdict.Inconclusive);
        comparison.Reasons[0].Should().Contain("did not play");
    }

    [Fact(Timeout = 120_000)]
    public void OOMs_of_the_desktop_before_the_video_are_no_playback_that_did_not_stream()
    {
        // One OOM at boot, and the video from 380 s on: of its 160 s each arm streams as much.
        static RunFigures Late(RunFigures run, double streaming) => run with
        {
            PlaybackSeconds = 540,
            Timeline = new([0], [], [new(0, 380, 380 + streaming)], IsCut: true) { Playback = [new(375, 915)] },
            Regions = [Given.Video(1, streaming, 540)],
        };

        Given.Compare(Given.Trial((_, x) => Late(x, 216), (_, x) => Late(x, 513))).Verdict.Should().Be(Verdict.Confirmed);
        Given.Compare(Given.Trial((_, x) => Late(x, 513), (_, x) => Late(x, 216))).Verdict.Should().Be(Verdict.Regression);
    }

    [Fact(Timeout = 120_000)]
    public void One_arm_alone_on_another_host_is_not_comparable_and_both_on_two_hosts_are()
    {
        static RunFigures On(RunFigures run, string host) => run with { Host = new("9.0.0", "7.2", "6.1.0", host) };

        Given.Compare(Given.Trial((_, x) => On(x, "sf-1"), (_, x) => On(x, "sf-2"))).Reasons[0].Should()
            .Be("Not comparable (same host): The baseline ran on sf-1 (qemu 7.2, kernel 6.1.0), the candidate on sf-2 (qemu 7.2, kernel "
                + "6.1.0).");
        var both = Given.Compare(Given.Trial((i, x) => On(x, $"sf-{i % 2}"), (i, x) => On(x, $"sf-{i % 2}")));
        (both.Verdict, both.Guards.Single(x => x.Name == "same host").Outcome).Should().Be((Verdict.Confirmed, GuardOutcome.Held));
        Given.Compare(Given.Trial((i, x) => On(x, i == 0 ? "sf-0" : "sf-1"), (_, x) => On(x, "sf-1"))).Caveats.Should()
            .ContainMatch("*same host*sf-0*");
        Given.Compare(Given.Trial((_, x) => On(x, "sf-1"), (i, x) => On(x, $"sf-{2 + i}"))).Verdict.Should().Be(Verdict.NotComparable);
        Given.Compare(Given.Trial((i, x) => On(x, i == 0 ? "sf-2" : "sf-1"), (_, x) => On(x, "sf-2"), count: 8)).Verdict.Should()
            .Be(Verdict.NotComparable, "one run that was also there does not make it the same");
    }

    [Fact(Timeout = 120_000)]
    public void A_full_screen_that_streamed_for_two_seconds_is_not_taken_for_the_video()
    {
        static RunFigures Flash(int i, RunFigures run) => i > 0 ? run
            : run with
            {
                Regions = [new(RegionKind.Video, 1920, 1440, 0, 0, 1, 1, 0, 2, 0.004), run.Regions[0] with { Kind = RegionKind.Other }],
            };

        var comparison = Given.Compare(Given.Trial(Flash, Flash));

        comparison.Verdict.Should().Be(Verdict.NotComparable);
        comparison.Reasons[0].Should().Contain("1024x768 streamed for longer; name the video");
        Given.Compare(Given.Trial(Flash, Flash), new(1024, 768)).Verdict.Should().Be(Verdict.Confirmed);
    }

    [Fact(Timeout = 120_000)]
    public void Many_freezes_of_one_run_are_no_regression()
    {
        Freeze[] burst = [.. Enumerable.Range(0, 12).Select(x => new Freeze(20 + (30 * x), 15, false, FreezeCause.GuestDriver))];

        var comparison = Given.Compare(Given.Trial(null, (i, x) => i == 2 ? x with { Freezes = burst } : x));

        comparison.Verdict.Should().Be(Verdict.Confirmed);
        comparison.Caveats.Should().ContainMatch("*own graphics driver: 12 in*");
        VerdictWords.Meaning(comparison).Should().NotContain("no harm");
        VerdictWords.Meaning(Given.Compare(Given.Trial())).Should().Contain("no harm was seen");
    }

    [Fact(Timeout = 120_000)]
    public void Where_nothing_shows_that_a_video_played_nothing_is_refuted()
    {
        static RunFigures Desktop(Arm arm, double ooms) => Given.Run(arm, 9, creates: 0, streamingSeconds: 0, ooms);

        var unseen = Given.Trial((i, _) => Desktop(Given.Stock, 160.1 + i), (i, _) => Desktop(Given.Patched, 160.5 + i));
        var seen = Given.Compare(([.. unseen.Baseline.Select(x => x with { FramesPlayed = 1200 })], unseen.Candidate));

        (Given.Compare(unseen).Verdict, seen.Verdict).Should().Be((Verdict.Inconclusive, Verdict.Refuted));
        Given.Compare(unseen).Reasons[0].Should().Contain("Nothing shows that the video played");
    }

    [Theory(Timeout = 120_000)]
    [InlineData(600_000_000, 0, 0, true)]
    [InlineData(400_000_000, 40, 90_000, false)]
    [InlineData(null, 40, 90_000, false)]
    public void A_client_shows_a_video_that_never_streamed_by_what_it_received_and_not_by_pictures_that_a_desktop_has_too(
        int? bytes, int streams, int decodes, bool isShown)
    {
        // Nine minutes, and a megabyte each second is 540.
        RunFigures Seen(RunFigures run) => run with { Client = new(9, 0, 0, streams, streams, bytes, decodes, 0, 1, 1, 0) };
        var trial = Given.Trial((i, _) => Seen(Given.Run(Given.Stock, 9, 0, 0, 160.1 + i)),
            (i, _) => Seen(Given.Run(Given.Patched, 9, 0, 0, 160.5 + i)));

        var comparison = Given.Compare(trial);

        comparison.Verdict.Should().Be(isShown ? Verdict.Refuted : Verdict.Inconclusive);
        comparison.Caveats.Any(x => x.Contains("is not shown")).Should().Be(!isShown);
    }

    [Theory(Timeout = 120_000)]
    [InlineData(null, 5)]
    [InlineData(true, 5)]
    [InlineData(false, 0)]
    public void A_log_that_breaks_off_is_no_whole_run_unless_it_is_known_that_no_guest_was_there(bool? hasGuest, int noEnd)
    {
        var comparison = Given.Compare(Given.Trial(null, (_, x) => x with { Ended = null, HasGuest = hasGuest }));

        comparison.Candidate.NoEnd.Should().Be(noEnd);
        comparison.Verdict.Should().Be(noEnd == 0 ? Verdict.Confirmed : Verdict.Inconclusive);
        comparison.Caveats.Any(x => x.Contains("stops without an end")).Should().Be(noEnd > 0);
    }

    [Fact(Timeout = 120_000)]
    public void Logs_without_a_date_confirm_nothing_without_a_plan()
    {
        var (baseline, candidate) = Given.Trial((i, x) => x with { Start = null, DurationSeconds = 541 + i });

        CompareRuns.Of(baseline, candidate).Reasons[0].Should().Contain("order of the runs is not known");
        CompareRuns.Of(baseline, candidate, plan: Plan(baseline, candidate)).Verdict.Should().Be(Verdict.Confirmed);
    }

    [Fact(Timeout = 120_000)]
    public void The_time_between_plays_is_not_waited_in()
    {
        // Plays of 10 s and pauses of 2.5 s; the cured arm waits in little else than these.
        static RunFigures Played(RunFigures run, int engaged) => run with { Plays = new(43, engaged) { BetweenSeconds = 107.5 } };
        var (baseline, candidate) = Given.Trial((_, x) => Played(x, 0), (_, x) => Played(x, 43) with
        {
            Timeline = x.Timeline! with { Ooms = [.. x.Timeline.Ooms.Where((_, i) => i % 2 == 0)] },
        }, baseline: () => Given.Run(Given.Stock, 9, 1, 1), candidate: () => Given.Run(Given.Patched, 9, 43, 350));

        CompareRuns.Of(baseline, candidate, plan: Plan(baseline, candidate)).Verdict.Should().Be(Verdict.NotComparable);
        CompareRuns.Of(baseline, candidate, plan: Plan(baseline, candidate) with { Primary = "share of the video's plays that streamed" })
            .Verdict.Should().Be(Verdict.Confirmed);
    }

    [Fact(Timeout = 120_000)]
    public void A_trial_that_no_plan_takes_is_not_advised()
    {
        var open = Given.Compare(Given.Trial()) with { Verdict = Verdict.Inconclusive };

        VerdictWords.Meaning(open with { RunsNeeded = 23 }).Should().Contain("more than a plan takes (10)").And.NotContain("Plan --tag");
        VerdictWords.Meaning(open with { RunsNeeded = 10 }).Should().Contain("./build.sh Plan --tag NEW --runs 10");
    }

    static TrialPlan Plan(RunFigures[] baseline, RunFigures[] candidate) => TrialPlan.Of(
        "007", baseline.Zip(candidate, (x, y) => new[] { (x.Tag, false), (y.Tag, true) }).SelectMany(x => x), 9);

    static TrialPlan Done(TrialPlan plan) => plan.Runs.Aggregate(plan, (x, run) => x.With(run.Tag, "a bundle"));
}
