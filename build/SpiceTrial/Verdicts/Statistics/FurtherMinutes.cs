using MathNet.Numerics.Distributions;

namespace SpiceTrial.Verdicts;

/// <summary>How much longer both arms must run for the smallest effect that counts to be found, or excluded, with the rule's
/// power.</summary>
public static class FurtherMinutes
{
    /// <summary>Figures that Holm may have to correct for.</summary>
    const int Figures = 3;

    /// <param name="events">Events of the baseline.</param>
    /// <param name="minutes">Minutes of playback of the shorter arm so far.</param>
    /// <param name="baselineMinutes">Minutes of the baseline's playback.</param>
    /// <param name="runMinutes">Length of one run.</param>
    /// <returns>Further minutes for each arm, at least one run.</returns>
    public static int PerArm(int events, double minutes, double baselineMinutes, double runMinutes) =>
        (int)Math.Ceiling(Math.Min(1e6, Math.Max(runMinutes, InAll((events + 0.5) / baselineMinutes, runMinutes) - minutes)));

    /// <summary>Minutes per arm in all, at a baseline's rate per minute, in runs of a given length.</summary>
    public static double InAll(double rate, double runMinutes)
    {
        var quantiles = Normal.InvCDF(0, 1, 1 - (VerdictRule.Level / (2 * Figures))) + Normal.InvCDF(0, 1, VerdictRule.Power);
        var error = Math.Pow(Math.Log(VerdictRule.MinimumRatio) / quantiles, 2);
        // Without an effect there are fewer events, so excluding it takes longer than finding it.
        return ((2 / rate) + (2 * Math.Pow(VerdictRule.AssumedVariation, 2) * runMinutes)) / error;
    }
}
