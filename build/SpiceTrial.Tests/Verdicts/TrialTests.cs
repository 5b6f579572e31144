using FluentAssertions;
using SpiceTrial.Json;
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
        (await Trial.RunAsync(new([Log(baseline)], [Log(candidate)], null), null, Token)).Comparison;

    [Fact(Timeout = 60_000)]
    public async Task The_real_guests_pair_is_a_regression_because_the_patched_guest_froze_though_it_streamed()
    {
        var comparison = await Compare("guest-pair-stock", "guest-pair-128");

        comparison.Verdict.Should().Be(Verdict.Regression);
        comparison.Reasons[0].Should().Contain("froze for good").And.Contain("chance");
        (comparison.Baseline.VideoCreates, comparison.Candidate.VideoCreates, comparison.Candidate.Aborts).Should().Be((0, 2, 1));
        comparison.Figures.Should().ContainSingle(x => x.Name == "OOMs per minute").Which.Ratio.Should().BeApproximately(1, 0.15);
    }

    [Fact(Timeout = 60_000)]
    public async Task The_labs_pair_streams_each_time_but_one_run_of_each_arm_confirms_nothing()
    {
        var comparison = await Compare("lab-stock-8", "lab-patched-128");

        comparison.Verdict.Should().Be(Verdict.Inconclusive);
        (comparison.Baseline.VideoCreates, comparison.Candidate.VideoCreates, comparison.Candidate.VideoReEngagements).Should().Be((0, 8, 7));
        comparison.Reasons.Should().ContainMatch("But: one run of each arm*");
        comparison.Guards.Should().ContainSingle(x => x.Name == "different libraries").Which.Outcome.Should().Be(GuardOutcome.NotKnown);
    }

    [Fact(Timeout = 60_000)]
    public async Task Slot_exhaustion_is_named()
    {
        var comparison = await Compare("lab-stock-8", "lab-slot-exhaustion-128");

        comparison.Verdict.Should().Be(Verdict.Regression);
        comparison.Reasons[0].Should().StartWith("Slot exhaustion");
        comparison.Candidate.OtherCreates.Should().Be(50);
    }

    [Fact(Timeout = 60_000)]
    public async Task A_log_against_itself_is_not_comparable()
    {
        (await Compare("guest-pair-stock", "guest-pair-stock")).Reasons.Should().ContainMatch("*The same run stands in both arms*");
    }

    [Fact(Timeout = 60_000)]
    public async Task An_analysis_compares_as_its_log_does()
    {
        using var scratch = new Scratch();
        var analysis = await new AnalyzeSessions(new AnalyzeOptions()).RunAsync([Log("lab-patched-128")], Token);
        await RecordFile.WriteAsync(scratch.File("analysis.json"), analysis, Token);

        var comparison = (await Trial.RunAsync(new([Log("lab-stock-8")], [scratch.File("analysis.json")], null), null, Token)).Comparison;

        comparison.Should().BeEquivalentTo(await Compare("lab-stock-8", "lab-patched-128"));
        await RecordFile.WriteAsync(scratch.File("comparison.json"), comparison, Token);
        (await RecordFile.ReadAsync<Comparison>(scratch.File("comparison.json"), Token)).Should().BeEquivalentTo(comparison);
    }

    [Fact(Timeout = 60_000)]
    public async Task A_missing_arm_is_bad_input_with_the_command_as_hint()
    {
        var comparing = () => Trial.RunAsync(new([], [Log("lab-patched-128")], null), null, Token);

        var error = (await comparing.Should().ThrowAsync<TrialException>()).Which;
        error.Status.Should().Be(ExitStatus.BadInput);
        error.Hint.Should().Contain("--baseline PATH");
    }
}
