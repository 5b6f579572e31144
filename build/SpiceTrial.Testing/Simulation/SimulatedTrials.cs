using SpiceTrial.Verdicts;

namespace SpiceTrial.Testing;

/// <summary>Many trials of one design, and how often each verdict came out. The same seed always gives the same counts.</summary>
/// <param name="Name">What it stands for.</param>
/// <param name="Baseline">How the stock arm behaves.</param>
/// <param name="Candidate">How the patched arm behaves; the same for an A/A trial.</param>
/// <param name="Runs">Of each arm.</param>
/// <param name="Minutes">Of each run.</param>
public sealed record SimulatedTrials(string Name, SimulatedArm Baseline, SimulatedArm Candidate, int Runs, double Minutes)
{
    /// <summary>By how much the rate of engagement grows from the trial's first run to its last.</summary>
    public double Drift { get; init; } = 1;

    /// <summary>All runs of the baseline are made first; else in turns, in an order that is drawn.</summary>
    public bool BaselineFirst { get; init; }

    /// <summary>The first run of each arm is so many times as long as the others.</summary>
    public double FirstIsLonger { get; init; } = 1;

    public VerdictShares Count(int trials, int seed)
    {
        var random = new Random(seed);
        var verdicts = new int[Enum.GetValues<Verdict>().Length];
        var significant = 0;
        var orders = RunOrders.InTurns(Runs);
        for (var i = 0; i < trials; i++)
        {
            var (verdict, primary) = Compare(BaselineFirst ? null : orders[random.Next(orders.Count)], random);
            verdicts[(int)verdict]++;
            if (primary.PValue <= VerdictRule.Level)
                significant++;
        }

        double Share(Verdict verdict) => (double)verdicts[(int)verdict] / trials;
        return new(trials, Share(Verdict.Confirmed), Share(Verdict.Refuted), Share(Verdict.Regression), Share(Verdict.Inconclusive),
            (double)significant / trials);
    }

    /// <summary>One trial: of a plan where its order was drawn.</summary>
    (Verdict Verdict, ComparedFigure Primary) Compare(bool[]? drawn, Random random)
    {
        var order = drawn ?? [.. Enumerable.Range(0, 2 * Runs).Select(x => x >= Runs)];
        var seen = new HashSet<bool>();
        var runs = order.Select((isCandidate, place) => (isCandidate, Run: (isCandidate ? Candidate : Baseline).Run(
            Minutes * (seen.Add(isCandidate) ? FirstIsLonger : 1), random, Math.Pow(Drift, place / (order.Length - 1.0))))).ToList();
        return CompareRuns.VerdictOf(
            [.. runs.Where(x => !x.isCandidate).Select(x => x.Run)], [.. runs.Where(x => x.isCandidate).Select(x => x.Run)],
            drawn is null ? null : TrialPlan.Of("simulated", runs.Select(x => (x.Run.Tag, x.isCandidate)), Minutes));
    }
}
