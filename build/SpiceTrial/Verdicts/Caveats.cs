namespace SpiceTrial.Verdicts;

/// <summary>What weakens a verdict that says yes or no: it stands beside the reasons, not among the notes.</summary>
static class Caveats
{
    public static IEnumerable<string> Of(Evidence evidence)
    {
        var runs = evidence.Baseline.Runs.Concat(evidence.Candidate.Runs).ToList();
        if (runs.Any(x => x.Figures.Synthetic))
            yield return "But: some of these logs say of themselves that they were generated. This is no measurement.";
        if (evidence.Baseline.Runs.Count == 1 && evidence.Candidate.Runs.Count == 1)
            yield return $"But: one run of each arm. If runs of the same arm differ by more than the {VerdictRule.AssumedVariation * 100:0}% assumed, this can be chance (docs/verdict-simulations.md).";
        foreach (var guard in evidence.ArmGuards.Concat(evidence.LoadGuards).Where(x => x.Outcome == GuardOutcome.NotKnown))
            yield return $"But: {guard.Name} is not known. {guard.Finding}";
    }
}
