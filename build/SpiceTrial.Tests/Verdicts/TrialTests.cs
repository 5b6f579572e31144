using FluentAssertions;
using SpiceTrial.Sessions;
using SpiceTrial.Verdicts;
using Xunit;

namespace SpiceTrial.Tests.Verdicts;

/// <summary>Verdicts on logs of real spice-servers.</summary>
public sealed class TrialTests
{
    static CancellationToken Token => TestContext.Current.CancellationToken;

    static string Log(string name) => Path.Combine(AppContext.BaseDirectory, "session-logs", name + ".log.gz");

    static async Task<Comparison> Compare(string baseline, string candidate) =>
        (await ComparedTrial.RunAsync(new([Log(baseline)], [Log(candidate)], null), null, Token)).Comparison;

    [Fact(Timeout = 120_000)]
    public async Task One_run_of_each_arm_says_nothing_of_the_ring_and_the_freeze_is_named_as_the_guests_drivers()
    {
        var comparison = await Compare("guest-pair-stock", "guest-pair-128");

        comparison.Verdict.Should().Be(Verdict.Inconclusive);
        comparison.Reasons[0].Should().Contain("3 more of the baseline and 3 more of the candidate are missing");
        (comparison.Baseline.VideoCreates, comparison.Candidate.VideoCreates, comparison.Candidate.GuestDriverFreezes,
            comparison.Candidate.Down)
            .Should().Be((0, 2, 1, 0), "the guest's kernel froze it, not the library");
        comparison.Caveats.Should().ContainMatch("*own graphics driver*any library*");
        comparison.Figures.Should().ContainSingle(x => x.Name == "OOMs per minute").Which.Ratio.Should().BeApproximately(1, 0.15);
        comparison.Baseline.WithoutGuest.Concat(comparison.Candidate.WithoutGuest).Should().BeEmpty();
        comparison.Guards.Should().ContainSingle(x => x.Name == "a client in every run or in none").Which.Finding
            .Should().Be("no client in every run.");
    }

    [Fact(Timeout = 120_000)]
    public async Task The_labs_pair_streams_each_time_but_one_run_of_each_arm_confirms_nothing()
    {
        var comparison = await Compare("lab-stock-8", "lab-patched-128");

        comparison.Verdict.Should().Be(Verdict.Inconclusive);
        (comparison.Baseline.VideoCreates, comparison.Candidate.VideoCreates, comparison.Candidate.VideoReEngagements)
            .Should().Be((0, 8, 7));
        comparison.RunsNeeded.Should().BeGreaterThanOrEqualTo(4);
        (comparison.Baseline.WithoutGuest, comparison.Candidate.WithoutGuest)
            .Should().BeEquivalentTo((new[] { "lab-stock-8" }, new[] { "lab-patched-128" }), "a program drove the library");
        comparison.Guards.Should().ContainSingle(x => x.Name == "different libraries").Which.Outcome.Should().Be(GuardOutcome.NotKnown);
    }

    [Fact(Timeout = 120_000)]
    public async Task A_log_against_itself_is_not_comparable()
    {
        (await Compare("guest-pair-stock", "guest-pair-stock")).Reasons.Should().ContainMatch("*The same run stands in both arms*");
    }

    [Fact(Timeout = 120_000)]
    public async Task An_analysis_compares_as_its_log_does()
    {
        using var scratch = new Scratch();
        var analysis = await new AnalyzeSessions(new AnalyzeOptions()).RunAsync([Log("lab-patched-128")], Token);
        await RecordFile.WriteAsync(scratch.File("analysis.json"), analysis, Token);

        var comparison = (await ComparedTrial.RunAsync(
            new([Log("lab-stock-8")], [scratch.File("analysis.json")], null), null, Token)).Comparison;

        comparison.Should().BeEquivalentTo(await Compare("lab-stock-8", "lab-patched-128"));
        await RecordFile.WriteAsync(scratch.File("comparison.json"), comparison, Token);
        (await RecordFile.ReadAsync<Comparison>(scratch.File("comparison.json"), Token)).Should().BeEquivalentTo(comparison);
    }

    [Fact(Timeout = 120_000)]
    public async Task A_candidate_that_crashes_at_once_in_each_run_is_a_regression_that_can_be_kept_and_shows_its_ring()
    {
        using var scratch = new Scratch();
        var (baseline, candidate) = Given.Trial(
            null, (_, x) => Given.Run(Given.Patched, 0.1, 0, 0) with { Tag = x.Tag, Ended = "crashed", PlaybackSeconds = null });

        var comparison = CompareRuns.Of(baseline, candidate);
        await RecordFile.WriteAsync(scratch.File("comparison.json"), comparison, Token);

        (comparison.Verdict, comparison.Candidate.Runs.Count, comparison.Candidate.TraceItems).Should().Be((Verdict.Regression, 0, 128));
        comparison.Figures[0].PValue.Should().Be(1);
        comparison.Candidate.BuildIds.Should().ContainSingle("a rollout's evidence is of a build").Which.Should().Be(Given.Patched.BuildId);
        comparison.Guards.Should().Contain(x => x.Name == "different libraries" && x.Outcome == GuardOutcome.Held);
    }

    [Fact(Timeout = 120_000)]
    public void Crashes_of_the_very_same_library_are_no_regression_of_another()
    {
        var comparison = Given.Compare(Given.Trial(
            null, (_, x) => Given.Run(Given.Stock, 0.1, 0, 0) with { Tag = x.Tag, Ended = "crashed", PlaybackSeconds = null }));

        comparison.Verdict.Should().Be(Verdict.NotComparable);
        comparison.Reasons[0].Should().Contain("A/A");
    }

    [Fact(Timeout = 120_000)]
    public void Crashes_under_another_spice_server_are_no_regression_of_the_candidate()
    {
        var comparison = Given.Compare(Given.Trial(null, (_, x) => Given.Run(Given.Patched, 0.1, 0, 0) with
        {
            Tag = x.Tag, Ended = "crashed", PlaybackSeconds = null, Version = "0.15.99",
        }));

        comparison.Verdict.Should().Be(Verdict.NotComparable);
        comparison.Reasons[0].Should().Contain("0.15.99");
    }

    [Fact(Timeout = 120_000)]
    public void Of_one_arm_alone_nothing_is_improbable()
    {
        double[] values = [0.2, 0.9];
        bool[][] drawn = [[true, true], [true, false], [false, true]];

        var test = new RandomizationTest(values, [true, true], drawn);

        (test.PHigher, test.PLower, test.PValue).Should().Be((1, 1, 1));
    }

    [Fact(Timeout = 120_000)]
    public void Dead_runs_of_two_trials_are_not_the_same_runs()
    {
        RunFigures Dead(string tag, int day) => Given.Run(Given.Stock, 0.1, 0, 0, 0, 0) with {
            Tag = tag, Timeline = null, Start = DateTimeOffset.UnixEpoch.AddDays(day) };

        LookedRun.Of(Dead("007-1", 1)).Is(LookedRun.Of(Dead("008-1", 2))).Should().BeFalse();
        LookedRun.Of(Dead("007-1", 1)).Is(LookedRun.Of(Dead("copy", 1))).Should().BeTrue();
        LookedRun.Of(Dead("a", 1) with { Start = null }).Is(LookedRun.Of(Dead("b", 1) with { Start = null })).Should().BeFalse();
    }

    [Fact(Timeout = 120_000)]
    public async Task A_run_named_by_its_tag_is_found_and_stays_a_tag_in_the_command_that_repeats_it()
    {
        using var scratch = new Scratch();
        foreach (var log in (string[])["lab-stock-8", "lab-patched-128"])
            await File.WriteAllBytesAsync(scratch.File($"{log}.log"), SpiceTrial.Tests.Sessions.SharedLogs.Bytes(log), Token);
        var request = new TrialRequest(["lab-stock-8"], ["lab-patched-128"], new VideoSize(1024, 768)) { Sessions = scratch.Path };

        (await ComparedTrial.RunAsync(request, null, Token)).Comparison.Candidate.VideoCreates.Should().Be(8);

        request.Command("Report").Should().Be("./build.sh Report --baseline lab-stock-8 --candidate lab-patched-128 --video 1024x768");
    }

    [Fact(Timeout = 120_000)]
    public async Task A_missing_arm_is_bad_input_with_the_command_as_hint()
    {
        var comparing = () => ComparedTrial.RunAsync(new([], [Log("lab-patched-128")], null), null, Token);

        var error = (await comparing.Should().ThrowAsync<TrialException>()).Which;
        error.Status.Should().Be(ExitStatus.BadInput);
        error.Hint.Should().Contain("--baseline PATH");
    }
}
