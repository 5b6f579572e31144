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
    public VerdictShares Count(int trials, int seed)
    {
        var random = new Random(seed);
        var verdicts = new int[Enum.GetValues<Verdict>().Length];
        var significant = 0;
        for (var i = 0; i < trials; i++)
        {
            var comparison = CompareRuns.Of(Baseline.Runs(Runs, Minutes, random), Candidate.Runs(Runs, Minutes, random));
            verdicts[(int)comparison.Verdict]++;
            if (comparison.Figures.Any(x => x.AdjustedPValue <= VerdictRule.Level))
                significant++;
        }

        double Share(Verdict verdict) => (double)verdicts[(int)verdict] / trials;
        return new(trials, Share(Verdict.Confirmed), Share(Verdict.Refuted), Share(Verdict.Regression), Share(Verdict.Inconclusive),
            (double)significant / trials);
    }
}
