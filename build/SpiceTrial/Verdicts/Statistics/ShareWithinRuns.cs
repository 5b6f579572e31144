using MathNet.Numerics.Distributions;

namespace SpiceTrial.Verdicts;

/// <summary>
/// How far shares of time streaming can be trusted by how often the stream came and went within the runs. For a process that alternates
/// between two states with exponential times, the share p of one of them has the asymptotic variance 2 p²(1-p)² / cycles (Cox, <em>Renewal
/// Theory</em>, 1962, chapter 7). It knows nothing of what differs between runs. The larger of two variances counts: at the arms' own
/// shares, and at their mean, as if both had the same (a score interval): an arm that happened to stream hardly at all would else seem to
/// prove that it always does so.
/// </summary>
public static class ShareWithinRuns
{
    /// <summary>95% interval of candidate - baseline, and the p-value of no difference: the rule takes the more cautious of each.</summary>
    /// <param name="baseline">Mean share of the runs, 0 to 1.</param>
    /// <param name="baselineCycles">Streams of the video, at least one for each run: a run without any is one long wait.</param>
    /// <param name="candidate">The same of the other arm.</param>
    /// <param name="candidateCycles">The same of the other arm.</param>
    public static Estimate Compare(double baseline, int baselineCycles, double candidate, int candidateCycles)
    {
        var mean = (baseline + candidate) / 2;
        var error = Math.Sqrt(Math.Max(
            Variance(baseline, baselineCycles) + Variance(candidate, candidateCycles),
            Variance(mean, baselineCycles) + Variance(mean, candidateCycles)));
        var difference = candidate - baseline;
        var width = Normal.InvCDF(0, 1, 1 - (VerdictRule.Level / 2)) * error;
        return new(error > 0 ? 2 * Normal.CDF(0, 1, -Math.Abs(difference / error)) : difference == 0 ? 1 : 0,
            Math.Max(-1, difference - width), Math.Min(1, difference + width));
    }

    static double Variance(double share, int cycles) => 2 * Math.Pow(share * (1 - share), 2) / Math.Max(cycles, 1);
}
