using MathNet.Numerics.Distributions;
using SpiceTrial.Sessions;
using SpiceTrial.Verdicts;

namespace SpiceTrial.Testing;

/// <summary>Freezes of the guest's driver per OOM, in each arm.</summary>
static class FreezeRates
{
    public static IReadOnlyList<FreezeRate> Of(IReadOnlyList<RehearsalRun> runs) =>
        [.. runs.GroupBy(x => x.Scenario).SelectMany(x => OfScenario([.. x.GroupBy(y => y.RingSize).OrderBy(y => y.Key).Select(Rate)]))];

    static FreezeRate Rate(IEnumerable<RehearsalRun> arm)
    {
        List<RehearsalRun> runs = [.. arm];
        var (freezes, ooms) = (runs.Sum(x => x.DriverFreezes), runs.Sum(x => x.Ooms));
        var (low, high) = Interval(freezes);
        double? PerThousand(double events) => ooms > 0 ? Math.Round(1000 * events / ooms, 3) : null;
        return new(
            runs[0].Scenario, runs[0].RingSize, runs.Count, freezes, runs.Sum(x => x.OtherFreezes), ooms, PerThousand(freezes),
            PerThousand(low), PerThousand(high));
    }

    /// <returns>The exact 95% interval of the mean of a Poisson count (Garwood 1936).</returns>
    static (double Low, double High) Interval(int events)
    {
        const double tail = (1 - VerdictRule.Confidence) / 2;
        return (events == 0 ? 0 : Gamma.InvCDF(events, 1, tail), Gamma.InvCDF(events + 1, 1, 1 - tail));
    }

    static IEnumerable<FreezeRate> OfScenario(List<FreezeRate> arms) => arms.Select((x, i) => i == 0 ? x : Against(arms[0], x));

    static FreezeRate Against(FreezeRate first, FreezeRate arm)
    {
        if (first.Ooms == 0 || arm.Ooms == 0 || first.Freezes + arm.Freezes == 0)
            return arm;
        var (higher, low, high) = ExactRates.Compare(first.Freezes, first.Ooms, arm.Freezes, arm.Ooms);
        var lower = ExactRates.Compare(arm.Freezes, arm.Ooms, first.Freezes, first.Ooms).PHigher;
        return arm with
        {
            RatioLow = low, RatioHigh = double.IsFinite(high) ? high : null, PValue = Math.Min(1, 2 * Math.Min(higher, lower)),
        };
    }
}
