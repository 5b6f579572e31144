using FluentAssertions;
using SpiceTrial.Trial;
using SpiceTrial.Verdicts;
using Xunit;

namespace SpiceTrial.Tests.Trial.Rollouts;

public sealed class RolloutEvidenceTests
{
    [Theory]
    [InlineData(Verdict.Confirmed, 2, EvidenceDecision.Proceed)]
    [InlineData(Verdict.Confirmed, 0, EvidenceDecision.Pause)]
    [InlineData(Verdict.Refuted, 2, EvidenceDecision.Stop)]
    [InlineData(Verdict.Regression, 0, EvidenceDecision.Stop)]
    [InlineData(Verdict.Inconclusive, 2, EvidenceDecision.Pause)]
    [InlineData(Verdict.NotComparable, 2, EvidenceDecision.Pause)]
    [InlineData(null, 2, EvidenceDecision.Pause)]
    public void Only_a_confirmed_build_that_guests_run_goes_on_and_harm_stops(Verdict? verdict, int guests, EvidenceDecision expected)
    {
        var evidence = RolloutEvidence.Judge(
            2, DateTimeOffset.UnixEpoch, verdict is { } said ? Said(said) : null, "comparison.json", null, (guests, 3), onTestHosts: false);

        evidence.Decision.Should().Be(expected);
        evidence.Reasons.Should().Contain($"{guests} of 3 guests of the earlier waves map the new library")
            .And.NotContain(x => x.Contains("rule"));
    }

    [Theory]
    [InlineData(Verdict.Confirmed, EvidenceDecision.Pause)]
    [InlineData(Verdict.Inconclusive, EvidenceDecision.Pause)]
    [InlineData(Verdict.Refuted, EvidenceDecision.Stop)]
    [InlineData(Verdict.Regression, EvidenceDecision.Stop)]
    public void What_an_earlier_rule_called_good_pauses_until_it_is_compared_again_and_harm_stays_harm(
        Verdict verdict, EvidenceDecision expected)
    {
        var evidence = RolloutEvidence.Judge(2, DateTimeOffset.UnixEpoch, Said(verdict) with { Rule = "an-earlier-one", Plan = "007" },
            "comparison.json", null, (2, 3), onTestHosts: true);

        evidence.Decision.Should().Be(expected);
        evidence.Reasons.Should().Contain($"the verdict is by the rule an-earlier-one, and {VerdictRule.Id} is the one now: "
            + "run `./build.sh Compare --plan 007` again");
    }

    [Fact]
    public async Task A_comparison_of_another_build_is_none()
    {
        using var scratch = new Scratch();
        var file = scratch.File("comparison.json");
        await RecordFile.WriteAsync(file, Said(Verdict.Confirmed), TestContext.Current.CancellationToken);

        var (own, _) = await RolloutEvidence.FindAsync(file, ["a1"], ["a1"], TestContext.Current.CancellationToken);
        var (other, why) = await RolloutEvidence.FindAsync(file, ["b2"], ["b2"], TestContext.Current.CancellationToken);
        var (half, unseen) = await RolloutEvidence.FindAsync(file, ["a1"], ["a1", "arm64"], TestContext.Current.CancellationToken);

        own!.Verdict.Should().Be(Verdict.Confirmed);
        other.Should().BeNull();
        why.Should().Contain("of another build (a1)");
        half.Should().BeNull("what one architecture has shown says nothing of another");
        unseen.Should().Contain("says nothing of build arm64");
    }

    [Theory]
    [InlineData(Verdict.Regression)]
    [InlineData(Verdict.Refuted)]
    public async Task Harm_to_one_build_stops_a_wave_that_brings_another_too_and_harm_to_a_foreign_build_does_not(Verdict verdict)
    {
        using var scratch = new Scratch();
        var file = scratch.File("comparison.json");
        await RecordFile.WriteAsync(file, Said(verdict), TestContext.Current.CancellationToken);

        var (ours, _) = await RolloutEvidence.FindAsync(file, ["a1"], ["a1", "arm64"], TestContext.Current.CancellationToken);
        var (foreign, _) = await RolloutEvidence.FindAsync(file, ["b2"], ["arm64"], TestContext.Current.CancellationToken);

        ours!.Verdict.Should().Be(verdict);
        foreign.Should().BeNull();
    }

    static Comparison Said(Verdict verdict) => new(verdict, ["as the test says"], [], [], null, null, VerdictRule.Id, [],
        new TrialArm("baseline", [], []).Summary(), new TrialArm("candidate", [], []).Summary() with { BuildIds = ["a1"] }, [], []);
}
