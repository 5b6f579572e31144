using MathNet.Numerics.Distributions;

namespace SpiceTrial.Verdicts;

/// <summary>The exact 95% interval of one rate (Garwood 1936), for plots: it knows nothing of what differs between runs.</summary>
public static class PoissonInterval
{
    public static (double Low, double High) Of(int events, double minutes) =>
        (events == 0 ? 0 : ChiSquared.InvCDF(2 * events, VerdictRule.Level / 2) / 2 / minutes,
            ChiSquared.InvCDF(2 * (events + 1), 1 - (VerdictRule.Level / 2)) / 2 / minutes);
}
