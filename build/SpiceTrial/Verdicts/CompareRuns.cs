using SpiceTrial.Sessions;

namespace SpiceTrial.Verdicts;

/// <summary>Compares the runs of two arms by the rule.</summary>
public static class CompareRuns
{
    // A start that was over so much sooner than the runs that played was a restart, and no run that failed to play; what was planned or
    // captured as a run is one.
    const double Restart = 0.25;

    /// <param name="baseline">Runs with the stock library.</param>
    /// <param name="candidate">Runs with the patched one.</param>
    /// <param name="video">Size of the video, or <c>null</c> for the largest region streamed in either arm.</param>
    /// <param name="earlier">Comparisons of the same arms that were made before.</param>
    /// <param name="plan">The plan whose runs they are.</param>
    /// <param name="passedOver">What lay with the runs and could not be read.</param>
    public static Comparison Of(IReadOnlyList<RunFigures> baseline, IReadOnlyList<RunFigures> candidate, VideoSize? video = null,
        IReadOnlyList<EarlierLook>? earlier = null, TrialPlan? plan = null, IReadOnlyList<PassedOver>? passedOver = null)
    {
        var excluded = new List<ExcludedRun>();
        var (set, decision, primary, test, guards) =
            Decided(baseline, candidate, video, earlier?.Count ?? 0, plan, excluded, passedOver ?? []);
        return new(
            decision.Verdict,
            decision.Reasons,
            [.. Caveats.Of(set, guards, earlier ?? [])],
            [primary, .. TrialFigures.Further(set)],
            decision is { Verdict: Verdict.Inconclusive, MoreRunsHelp: true } ? RunsNeeded.Of(set, test) : null,
            plan?.Id,
            VerdictRule.Id,
            guards,
            set.SummaryOf(set.Baseline),
            set.SummaryOf(set.Candidate),
            excluded,
            [.. Notes.Of(set.Baseline, set.Candidate)])
        {
            PassedOver = passedOver ?? [],
        };
    }

    /// <summary>The verdict alone, and the figure that made it: all that simulations need.</summary>
    internal static (Verdict Verdict, ComparedFigure Primary) VerdictOf(
        IReadOnlyList<RunFigures> baseline, IReadOnlyList<RunFigures> candidate, TrialPlan? plan)
    {
        var (_, decision, primary, _, _) = Decided(baseline, candidate, null, 0, plan, [], []);
        return (decision.Verdict, primary);
    }

    static (TrialSet Set, Decision Decision, ComparedFigure Primary, RandomizationTest Test, IReadOnlyList<Guard> Guards) Decided(
        IReadOnlyList<RunFigures> baseline, IReadOnlyList<RunFigures> candidate, VideoSize? video, int looks, TrialPlan? plan,
        List<ExcludedRun> excluded, IReadOnlyList<PassedOver> passedOver)
    {
        var size = video ?? VideoSize.Largest(baseline.Concat(candidate));
        (RunFigures Run, TrialRun? Played)[] Counted(IReadOnlyList<RunFigures> runs) =>
            [.. runs.Select(x => (x, TrialRun.Of(x, size, plan?.IsOfPlays == true)))];
        var (b, c) = (Counted(baseline), Counted(candidate));
        var played = Distribution.Of(b.Concat(c).Where(x => x.Played is not null).Select(x => x.Run.DurationSeconds ?? 0));
        var restart = Restart * (played?.Median ?? 0);
        var set = new TrialSet(Arm(PlannedArm.Baseline, b, restart, plan, excluded), Arm(PlannedArm.Candidate, c, restart, plan, excluded),
            plan);
        var test = set.Test(set.Value);
        var primary = TrialFigures.Of(set, test, looks);
        var (arms, load) = (ArmGuards.Check(set, video, passedOver), LoadGuards.Check(set.Baseline, set.Candidate));
        return (set, new Decide(set, primary, test, looks).Of(arms, load), primary, test, [.. arms, .. load]);
    }

    static TrialArm Arm(
        string name, (RunFigures Run, TrialRun? Played)[] runs, double restart, TrialPlan? plan, List<ExcludedRun> excluded)
    {
        var kept = new List<(int Place, TrialRun Run)>();
        var unplayed = new List<RunFigures>();
        var failedBefore = 0;
        // Of a run that is given whole and cut, the whole one counts.
        foreach (var (place, (run, played)) in runs.Index().OrderByDescending(x => x.Item.Run.DurationSeconds ?? 0))
        {
            void Leave(string why) => excluded.Add(new(run.Tag, why));
            if (kept.Select(x => x.Run.Figures).Concat(unplayed).Any(x => SameRun.Is(x, run)))
            {
                Leave($"the {name} has it already: counted twice it would look like two runs");
            }
            else if (run.Ended == RunFigures.StartRefused)
            {
                Leave("a port, a disk, memory or a device was not to be had, or the guest that was to be migrated to it: it could not "
                    + "start, whatever its library");
                failedBefore += run.FailedStarts;
            }
            else if (played is not null)
            {
                kept.Add((place, played));
            }
            else if (plan is null && !run.Crashed && run.Ended != RunFigures.Captured && run.DurationSeconds < restart)
            {
                Leave("it was over long before a run: a restart of the domain");
                failedBefore += run.FailedStarts;
            }
            else
            {
                unplayed.Add(run);
                Leave(run.DurationSeconds is null ? "its log carries no times"
                    : $"its log shows no {VerdictRule.LeastPlaybackSeconds:0} s of playback; it counts as a run that was not delivered");
            }
        }

        var given = kept.Select(x => x.Run.Figures).Concat(unplayed).Select(x => x.Tag).ToList();
        return new(name, [.. kept.OrderBy(x => x.Place).Select(x => x.Run)], unplayed, plan?.Missing(name, given) ?? 0)
        {
            FailedBefore = failedBefore,
        };
    }
}
