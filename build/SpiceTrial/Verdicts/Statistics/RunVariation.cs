using MathNet.Numerics.Distributions;

namespace SpiceTrial.Verdicts;

/// <summary>
/// Two rates whose runs differ more than Poisson counts do: estimated from the runs (quasi-Poisson, Student's t), where they are few at
/// least what the rule assumes, and where they are fewer than can show it a wide assumption alone. On the log scale, with half an event
/// added to each arm.
/// </summary>
/// <param name="Dispersion">Pearson's X² / df of the runs around their arm's rate (1 for Poisson counts), or <c>null</c> where each arm
/// has one run.</param>
/// <param name="DispersionPValue">Chance of such a dispersion among Poisson counts.</param>
/// <param name="IsAssumed">There were too few runs: the variation is (at least) the rule's assumption.</param>
/// <param name="Estimate">Of the ratio of the rates.</param>
public sealed record RunVariation(double? Dispersion, double? DispersionPValue, bool IsAssumed, Estimate Estimate)
{
    public static RunVariation Of(IReadOnlyList<RateSample> baseline, IReadOnlyList<RateSample> candidate)
    {
        var df = baseline.Count + candidate.Count - 2;
        var squares = Squares(baseline) + Squares(candidate);
        double? dispersion = df > 0 ? squares / df : null;
        var isAssumed = Math.Min(baseline.Count, candidate.Count) < VerdictRule.RunsForVariation;
        var (b, c) = (baseline.Sum(x => x.Events) + 0.5, candidate.Sum(x => x.Events) + 0.5);
        var poisson = (1 / b) + (1 / c);
        var isEstimated = df >= VerdictRule.DegreesForVariation;
        var variance = poisson * Math.Max(1, dispersion ?? 1);
        if (isAssumed)
            variance = Math.Max(variance,
                poisson + ((isEstimated ? Math.Pow(VerdictRule.AssumedVariation, 2) : VerdictRule.UnseenLogVariance)
                    * (Concentration(baseline) + Concentration(candidate))));
        var effect = Math.Log(c / candidate.Sum(x => x.Minutes) / (b / baseline.Sum(x => x.Minutes)));
        return new(dispersion, df > 0 ? 1 - ChiSquared.CDF(df, squares) : null, isAssumed,
            At(effect, Math.Sqrt(variance), isEstimated ? df : null));
    }

    static Estimate At(double effect, double error, int? df)
    {
        double Below(double x) => df is { } d ? StudentT.CDF(0, 1, d, x) : Normal.CDF(0, 1, x);
        var quantile = df is { } d
            ? StudentT.InvCDF(0, 1, d, 1 - (VerdictRule.Level / 2)) : Normal.InvCDF(0, 1, 1 - (VerdictRule.Level / 2));
        return new(2 * Below(-Math.Abs(effect / error)), Math.Exp(effect - (quantile * error)), Math.Exp(effect + (quantile * error)));
    }

    static double Squares(IReadOnlyList<RateSample> runs)
    {
        var rate = runs.Sum(x => x.Events) / runs.Sum(x => x.Minutes);
        return rate <= 0 ? 0 : runs.Sum(x => Math.Pow(x.Events - (rate * x.Minutes), 2) / (rate * x.Minutes));
    }

    /// <summary>1 / number of runs, where all are equally long.</summary>
    static double Concentration(IReadOnlyList<RateSample> runs) =>
        runs.Sum(x => x.Minutes * x.Minutes) / Math.Pow(runs.Sum(x => x.Minutes), 2);
}
