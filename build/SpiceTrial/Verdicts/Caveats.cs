namespace SpiceTrial.Verdicts;

/// <summary>What weakens a verdict that says yes or no: it stands beside the reasons, not among the notes.</summary>
static class Caveats
{
    /// <summary>Whoever looks after each run until it is significant, or leaves out those that don't suit, finds something sooner or
    /// later.</summary>
    public static IEnumerable<string> Of(IReadOnlyList<EarlierLook> earlier)
    {
        if (earlier.Count > 0)
            yield return "But: runs of both arms were compared before in other selections "
                + $"({string.Join("; ", earlier.Select(x => x.Words))}). The p-values are multiplied by {earlier.Count + 1} for it; "
                + "which runs count was to be fixed beforehand (docs/verdict-rule.md).";
    }

    public static IEnumerable<string> SingleRuns(Evidence evidence)
    {
        var (b, c) = (evidence.Baseline.Runs.Count, evidence.Candidate.Runs.Count);
        if (b + c - 2 < VerdictRule.DegreesForVariation)
            yield return $"But: {(b == 1 && c == 1 ? "one run of each arm, which shows" : $"{b} and {c} runs, which show")} nothing of how "
                + "much runs of the same arm differ: they are taken to differ by as much as their mean (docs/verdict-rule.md).";
    }

    public static IEnumerable<string> Of(Evidence evidence)
    {
        var runs = evidence.Baseline.Runs.Concat(evidence.Candidate.Runs).ToList();
        if (runs.Any(x => x.Figures.Synthetic))
            yield return "But: some of these logs say of themselves that they were generated. This is no measurement.";
        foreach (var caveat in SingleRuns(evidence))
            yield return caveat;
        if (runs.Where(x => x.Figures.HasGuest == false).Select(x => x.Figures.Tag).ToList() is { Count: > 0 } programs)
            yield return $"But: no guest was there in {string.Join(", ", programs)}: a program drove the library, as the lab does.";
        if (evidence.Candidate.Down > 0)
            yield return $"But: {Wording.Endings(evidence.Baseline, evidence.Candidate)}.";
        if (evidence.Candidate.SilentEnds > 0)
            yield return $"But: {Wording.SilentEnds(evidence.Baseline, evidence.Candidate)}";
        foreach (var guard in evidence.ArmGuards.Concat(evidence.LoadGuards).Where(x => x.Outcome == GuardOutcome.NotKnown))
            yield return $"But: {guard.Name} is not known. {guard.Finding}";
    }
}
