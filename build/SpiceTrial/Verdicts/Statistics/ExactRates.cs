using MathNet.Numerics.Distributions;

namespace SpiceTrial.Verdicts;

/// <summary>
/// Two Poisson rates with their exposures, exactly: given all events, those of the candidate are binomial, and the ratio of the rates is a
/// function of its probability (Przyborowski and Wilenski 1940; the interval is Clopper and Pearson's of 1934).
/// </summary>
public static class ExactRates
{
    /// <param name="baselineEvents">Of the one.</param>
    /// <param name="baselineMinutes">Its exposure, in whatever unit.</param>
    /// <param name="candidateEvents">Of the other.</param>
    /// <param name="candidateMinutes">Its exposure in the same unit.</param>
    /// <returns>The chance of so many or more of the candidate's (one-sided), and the 95% interval of the ratio of the rates.</returns>
    public static (double PHigher, double Low, double High) Compare(
        int baselineEvents, double baselineMinutes, int candidateEvents, double candidateMinutes)
    {
        var all = baselineEvents + candidateEvents;
        if (all == 0)
            return (1, 0, double.PositiveInfinity);
        var probability = candidateMinutes / (baselineMinutes + candidateMinutes);
        const double tail = (1 - VerdictRule.Confidence) / 2;
        // From a probability of the candidate to the ratio of the rates.
        double Ratio(double p) => p >= 1 ? double.PositiveInfinity : p / (1 - p) * (baselineMinutes / candidateMinutes);
        var low = candidateEvents == 0 ? 0 : Beta.InvCDF(candidateEvents, baselineEvents + 1, tail);
        var high = baselineEvents == 0 ? 1 : Beta.InvCDF(candidateEvents + 1, baselineEvents, 1 - tail);
        return (1 - AtMost(candidateEvents - 1, all, probability), Ratio(low), Ratio(high));
    }

    static double AtMost(int events, int all, double probability) =>
        events < 0 ? 0 : events >= all ? 1 : Binomial.CDF(probability, all, events);
}
