using MathNet.Numerics.Distributions;

namespace SpiceTrial.Verdicts;

/// <summary>Fisher's exact test of two shares (Fisher 1934, <i>Statistical Methods for Research Workers</i>, 5th ed., 21.02).</summary>
static class FisherExact
{
    /// <summary>The chance of so many or more in the candidate, were it a matter of chance in which arm they fall: one-sided.</summary>
    public static double More(int baseline, int baselineRuns, int candidate, int candidateRuns) =>
        candidate == 0 ? 1 : 1 - Hypergeometric.CDF(baselineRuns + candidateRuns, baseline + candidate, candidateRuns, candidate - 1);
}
