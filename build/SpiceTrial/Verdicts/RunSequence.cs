namespace SpiceTrial.Verdicts;

/// <summary>The order in which the runs of both arms were made.</summary>
/// <param name="Runs">By the plan's places where that is their order, else by their starts, else as they were given.</param>
/// <param name="Differs">Whether the plan's order is not the one of their starts: then nobody has drawn it.</param>
sealed record RunSequence(IReadOnlyList<(TrialRun Run, bool IsCandidate)> Runs, bool Differs)
{
    public static RunSequence Of(TrialArm baseline, TrialArm candidate, TrialPlan? plan)
    {
        (TrialRun Run, bool IsCandidate)[] made =
            [.. baseline.Runs.Select(x => (Run: x, false)).Concat(candidate.Runs.Select(x => (Run: x, true)))
                .OrderBy(x => x.Run.Figures.Start)];
        if (plan is null)
            return new(made, Differs: false);
        (TrialRun Run, bool IsCandidate)[] planned = [.. made.OrderBy(x => plan.PlaceOf(x.Run.Figures.Tag))];
        return Arms(made).SequenceEqual(Arms(planned)) ? new(planned, Differs: false) : new(made, Differs: true);
    }

    /// <summary>Of those whose start is known: two runs of one arm in each other's place are the same order.</summary>
    static IEnumerable<bool> Arms(IEnumerable<(TrialRun Run, bool IsCandidate)> runs) =>
        runs.Where(x => x.Run.Figures.Start is not null).Select(x => x.IsCandidate);
}
