namespace SpiceTrial.Verdicts;

/// <summary>Both arms, and the order in which their runs were made.</summary>
/// <param name="Baseline">The stock arm.</param>
/// <param name="Candidate">The patched arm.</param>
/// <param name="Plan">The plan whose runs they are, or <c>null</c>.</param>
sealed record TrialSet(TrialArm Baseline, TrialArm Candidate, TrialPlan? Plan)
{
    // By the plan's places where that is the order of their starts, else by these, else as they were given.
    readonly ((TrialRun Run, bool IsCandidate)[] Runs, bool IsBroken) made = Made(Baseline, Candidate, Plan);

    /// <summary>Both arms' runs as they were made.</summary>
    public IReadOnlyList<(TrialRun Run, bool IsCandidate)> Ordered => made.Runs;

    /// <summary>Whether the runs were made in another order than the one that the plan drew: then nobody has drawn it.</summary>
    public bool IsPlanBroken => made.IsBroken;

    /// <summary>Whether every log says when its run began.</summary>
    public bool AreStartsKnown => Ordered.All(x => x.Run.Figures.Start is not null);

    /// <summary>The starts are in the logs, or a plan says the order.</summary>
    public bool IsOrderKnown => AreStartsKnown || (Plan is not null && !IsPlanBroken);

    public bool IsInTurns => IsOrderKnown && RunOrders.IsInTurns(Ordered.Select(x => x.IsCandidate));

    /// <summary>Such as <c>SSPPSP</c>: stock and patched.</summary>
    public string Order => string.Concat(Ordered.Select(x => x.IsCandidate ? 'P' : 'S'));

    static ((TrialRun Run, bool IsCandidate)[] Runs, bool IsBroken) Made(TrialArm baseline, TrialArm candidate, TrialPlan? plan)
    {
        (TrialRun Run, bool IsCandidate)[] made = [.. baseline.Runs.Select(x => (Run: x, false))
            .Concat(candidate.Runs.Select(x => (Run: x, true))).OrderBy(x => x.Run.Figures.Start)];
        (TrialRun Run, bool IsCandidate)[] planned = [.. made.OrderBy(x => plan?.PlaceOf(x.Run.Figures.Tag))];
        // Of those whose start is known: two runs of one arm in each other's place are the same order.
        static IEnumerable<bool> Arms((TrialRun Run, bool IsCandidate)[] runs) =>
            runs.Where(x => x.Run.Figures.Start is not null).Select(x => x.IsCandidate);
        return Arms(made).SequenceEqual(Arms(planned)) ? (planned, false) : (made, true);
    }

    IReadOnlyList<bool[]>? orders;

    /// <summary>The orders that could have been: those that the plan was drawn from, without the places of runs that are missing; every
    /// order where there was no plan, or where it was not kept.</summary>
    IReadOnlyList<bool[]> Orders => orders ??=
        OrdersOf([.. Ordered.Select(x => Plan?.PlaceOf(x.Run.Figures.Tag) ?? 0)], [.. Ordered.Select(x => x.IsCandidate)]);

    IReadOnlyList<bool[]> OrdersOf(int[] places, bool[] actual) => Plan is { } plan && !IsPlanBroken
        ? Delivered(RunOrders.InTurns(plan.Runs.Count / 2), places) : RunOrders.All(actual);

    static IReadOnlyList<bool[]> Delivered(IReadOnlyList<bool[]> drawn, int[] places) =>
        [.. drawn.Select(order => Array.ConvertAll(places, x => order[x]))];

    /// <summary>The primary figure of a run.</summary>
    public double Value(TrialRun run) => IsOfPlays ? OfPlays(run, x => x.Seen) : run.Share;

    /// <summary>The same from the first time on that the video engaged.</summary>
    public double OnceEngaged(TrialRun run) => IsOfPlays ? OfPlays(run, x => x.Seen - x.Before) : run.ShareOnceEngaged;

    // Plays are counted of the run's own largest region, which need not be the video.
    static double OfPlays(TrialRun run, Func<Sessions.PlayFigures, int> of) =>
        run is { Engagements: > 0, Figures.Plays: { } plays } ? Math.Min(1, (double)plays.Engaged / Math.Max(1, of(plays))) : 0;

    /// <summary>With the primary figure of each run.</summary>
    public ArmSummary SummaryOf(TrialArm arm) => arm.Summary() with { Values = [.. arm.Runs.Select(Value)] };

    public bool IsOfPlays => Plan?.IsOfPlays == true;

    public RandomizationTest Test(Func<TrialRun, double> value) =>
        new([.. Ordered.Select(x => value(x.Run))], [.. Ordered.Select(x => x.IsCandidate)], Orders);

    /// <summary>Planned runs without figures: those that were made, or that a later one came after. Who takes runs away, or cuts them off,
    /// chooses them. Of a plan that was broken off nothing is missing.</summary>
    public IReadOnlyList<PlannedRun> Missing { get; } = [.. (Plan?.Runs ?? [])
        .Where((x, i) => !Baseline.Runs.Concat(Candidate.Runs).Any(y => y.Figures.Tag == x.Tag)
            && (x.State == PlannedRunState.Done || Plan!.Runs.Skip(i).Any(y => IsGiven(Baseline, Candidate, y))))];

    static bool IsGiven(TrialArm baseline, TrialArm candidate, PlannedRun run) =>
        baseline.Given.Concat(candidate.Given).Any(x => x.Tag == run.Tag);

    /// <summary>How many runs of an arm are missing of which not even a log is there.</summary>
    public int NotGiven(string arm) => Missing.Count(x => x.Arm == arm && !IsGiven(Baseline, Candidate, x));

    /// <summary>The test of the primary figure with those that are missing.</summary>
    /// <param name="candidate">What such a run of the candidate counts as: the worst for what is to be said.</param>
    /// <param name="baseline">What one of the baseline does.</param>
    public RandomizationTest WithMissing(double candidate, double baseline)
    {
        (int Place, double Value, bool IsCandidate)[] runs =
        [
            .. Ordered.Select(x => (Plan!.PlaceOf(x.Run.Figures.Tag), Value(x.Run), x.IsCandidate)),
            .. Missing.Select(x => (Plan!.PlaceOf(x.Tag), x.Arm == PlannedArm.Candidate ? candidate : baseline,
                x.Arm == PlannedArm.Candidate)),
        ];
        if (!IsPlanBroken)
            runs = [.. runs.OrderBy(x => x.Place)];
        bool[] actual = [.. runs.Select(x => x.IsCandidate)];
        return new([.. runs.Select(x => x.Value)], actual, OrdersOf([.. runs.Select(x => x.Place)], actual));
    }

    /// <summary>One-sided p-value of the difference less a steady drift over the runs' order.</summary>
    public double TrendPValue(Func<TrialRun, double> value) =>
        OrderTrend.PValue([.. Ordered.Select(x => value(x.Run))], [.. Ordered.Select(x => x.IsCandidate)]);
}
