using MathNet.Numerics.Distributions;

namespace SpiceTrial.Verdicts;

/// <summary>
/// How far shares of time streaming can be trusted where there are too few runs to see them vary: from how often the stream came and went
/// within them. For a process that alternates between two states with exponential times, the share p of one of them has the asymptotic
/// variance 2 p²(1-p)² / cycles (Cox, <em>Renewal Theory</em>, 1962, chapter 7). It knows nothing of what differs between runs.
/// </summary>
public static class ShareWithinRuns
{
    /// <summary>95% interval of candidate - baseline; the p-value is not used by the rule.</summary>
    public static Estimate Compare(double baseline, int baselineStreams, double candidate, int candidateStreams)
    {
        var error = Math.Sqrt(Variance(baseline, baselineStreams) + Variance(candidate, candidateStreams));
        var difference = candidate - baseline;
        var width = Normal.InvCDF(0, 1, 1 - (VerdictRule.Level / 2)) * error;
        return new(error > 0 ? 2 * Normal.CDF(0, 1, -Math.Abs(difference / error)) : difference == 0 ? 1 : 0, Math.Max(-1, difference - width), Math.Min(1, difference + width));
    }

    static double Variance(double share, int streams) => 2 * Math.Pow(share * (1 - share), 2) / Math.Max(streams, 1);
}
