namespace SpiceTrial.Verdicts;

/// <summary>Both arms, and the order in which their runs were made.</summary>
/// <param name="Baseline">The stock arm.</param>
/// <param name="Candidate">The patched arm.</param>
/// <param name="Plan">The plan whose runs they are, or <c>null</c>.</param>
sealed record TrialSet(TrialArm Baseline, TrialArm Candidate, TrialPlan? Plan)
{
    /// <summary>Both arms' runs: by the plan's places, else by their starts, else as they were given.</summary>
    public IReadOnlyList<(TrialRun Run, bool IsCandidate)> Ordered { get; } =
        [.. Baseline.Runs.Select(x => (Run: x, IsCandidate: false)).Concat(Candidate.Runs.Select(x => (Run: x, IsCandidate: true)))
            .OrderBy(x => Plan?.PlaceOf(x.Run.Figures.Tag) ?? 0).ThenBy(x => x.Run.Figures.Start)];

    /// <summary>The starts are in the logs, or a plan says the order.</summary>
    public bool IsOrderKnown => Plan is not null || Ordered.All(x => x.Run.Figures.Start is not null);

    public bool IsInTurns => IsOrderKnown && RunOrders.IsInTurns(Ordered.Select(x => x.IsCandidate));

    /// <summary>Such as <c>SSPPSP</c>: stock and patched.</summary>
    public string Order => string.Concat(Ordered.Select(x => x.IsCandidate ? 'P' : 'S'));

    IReadOnlyList<bool[]>? orders;

    /// <summary>The orders that could have been: those that the plan was drawn from, without the places of runs that are missing; every
    /// order where there was no plan.</summary>
    IReadOnlyList<bool[]> Orders => orders ??= Plan is { } plan
        ? Delivered(RunOrders.InTurns(plan.Runs.Count / 2), [.. Ordered.Select(x => plan.PlaceOf(x.Run.Figures.Tag))])
        : RunOrders.All([.. Ordered.Select(x => x.IsCandidate)]);

    static IReadOnlyList<bool[]> Delivered(IReadOnlyList<bool[]> drawn, int[] places) =>
        [.. drawn.Select(order => Array.ConvertAll(places, x => order[x]))];

    /// <summary>The primary figure of a run.</summary>
    public double Value(TrialRun run) => Plan?.Primary == TrialFigures.PrimaryOfPlays
        ? run.Figures.Plays is { Seen: > 0 } plays ? Math.Min(1, (double)plays.Engaged / plays.Seen) : 0
        : run.Share;

    public RandomizationTest Test(Func<TrialRun, double> value) =>
        new([.. Ordered.Select(x => value(x.Run))], [.. Ordered.Select(x => x.IsCandidate)], Orders);

    /// <summary>One-sided p-value of the difference less a steady drift over the runs' order.</summary>
    public double TrendPValue(Func<TrialRun, double> value) =>
        OrderTrend.PValue([.. Ordered.Select(x => value(x.Run))], [.. Ordered.Select(x => x.IsCandidate)]);
}
