namespace SpiceTrial.Trial;

/// <summary>Last night's findings against tonight's.</summary>
static class NightlyComparison
{
    /// <summary>A line for every subject whose outcome is another one or that is gone. Subjects that are new are no change: nobody answered
    /// them before.</summary>
    public static IReadOnlyList<string> Changes(IReadOnlyList<NightlyFinding> before, IReadOnlyList<NightlyFinding> now)
    {
        var outcomes = now.ToDictionary(x => x.Subject, x => x.Outcome, StringComparer.Ordinal);
        return
        [
            .. from finding in before
               let outcome = outcomes.GetValueOrDefault(finding.Subject, "no longer asked")
               where outcome != finding.Outcome
               select $"{finding.Subject}: {finding.Outcome} -> {outcome}",
        ];
    }
}
