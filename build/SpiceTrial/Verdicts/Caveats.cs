namespace SpiceTrial.Verdicts;

/// <summary>What weakens a verdict: it stands beside the reasons, not among the notes.</summary>
static class Caveats
{
    const string Generated = "Some of these logs say of themselves that they were generated. This is no measurement.";

    const string OnTestHost = "Some of these runs were captured on a test host: they say nothing of a real one.";

    const string NoGuest = "No guest was there in ";

    /// <summary>Why a comparison says nothing of the field, or <c>null</c>. From its words: kept records have no other mark.</summary>
    public static string? NotOfTheField(Comparison comparison) => comparison.Caveats.FirstOrDefault(
        x => x is Generated or OnTestHost || x.StartsWith(NoGuest, StringComparison.Ordinal));

    public static IEnumerable<string> Of(TrialSet set, IReadOnlyList<Guard> guards, IReadOnlyList<EarlierLook> earlier)
    {
        var (b, c) = (set.Baseline, set.Candidate);
        var runs = b.Runs.Concat(c.Runs).ToList();
        if (runs.Any(x => x.Figures.Synthetic))
            yield return Generated;
        if (runs.Any(x => x.Figures.Origin == Origin.Test))
            yield return OnTestHost;
        if (runs.Where(x => x.Figures.HasGuest == false).Select(x => x.Figures.Tag).ToList() is { Count: > 0 } programs)
            yield return $"{NoGuest}{string.Join(", ", programs)}: a program drove the library, as the lab does.";
        if (earlier.Count > 0)
            yield return "Runs of both arms were compared before in other selections or with another --video "
                + $"({string.Join("; ", earlier.Select(x => x.Words))}). The p-value is multiplied by {earlier.Count + 1} for it; which "
                + "runs count was to be fixed beforehand (./build.sh Plan).";
        foreach (var words in OfOrder(set).Concat(Delivery.Caveats(b, c)).Concat(Harm.Unproven(b, c)))
            yield return words;
        if (runs.Where(x => !x.IsVideoShown).Select(x => x.Figures.Tag).ToList() is { Count: > 0 } unseen)
            yield return "That the video played in "
                + $"{string.Join(", ", unseen.Take(6))}{(unseen.Count > 6 ? $" and {unseen.Count - 6} more" : "")} "
                + "is not shown: it never streamed there, and neither a client's report nor the guest's play log tells of its frames.";
        foreach (var guard in guards.Where(x => x.Outcome == GuardOutcome.NotKnown))
            yield return $"Guard not known: {guard.Name}. {guard.Finding}";
    }

    static IEnumerable<string> OfOrder(TrialSet set)
    {
        if (set.Plan is null)
            yield return "There was no plan: the order of the runs was not drawn, and nobody wrote down beforehand what was to decide.";
        else if (set.IsPlanBroken)
            yield return "The plan's order was not kept: by their starts the runs were made in another one. The p-value is that of any "
                + "order, as without a plan.";
        else if (!set.AreStartsKnown)
            yield return "That the plan's order was kept is taken at the operator's word: not every log names the date.";
        if (set.Plan is { } plan && set.Ordered.Where(x => x.Run.Figures.Start < plan.Created).Select(x => x.Run.Figures.Tag).ToList()
            is { Count: > 0 } before)
            yield return $"By the clock of their host {string.Join(", ", before)} began before the plan was written.";
        if (set.Plan is { } planned && planned.Rule != VerdictRule.Id)
            yield return $"The plan was written for the rule {planned.Rule}; it is judged by {VerdictRule.Id}.";
        // That both arms had the same one is a guard.
        if (set.Plan?.Mode is { } mode && set.Ordered.Any(x => x.Run.Figures.Mode is { } other && other != mode))
            yield return $"The plan says the streaming mode {Printable.Word(mode)}; not every run had it.";
        if (!set.IsOrderKnown)
            yield return "The order of the runs is not known: not every log names the date.";
        else if (!set.IsInTurns)
            yield return $"The runs were not made in turns; their order was {set.Order} (S stock, P patched). What drifts meets one arm "
                + "more.";
    }
}
