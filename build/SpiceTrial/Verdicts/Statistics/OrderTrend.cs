using MathNet.Numerics.Distributions;

namespace SpiceTrial.Verdicts;

/// <summary>
/// The difference of two arms whose runs were not made in turns, less a steady drift: analysis of covariance with the place in the order
/// (Fisher 1932, <em>Statistical Methods for Research Workers</em>, 4th ed., 49.1). The drift is what the runs within the arms show.
/// </summary>
public static class OrderTrend
{
    /// <summary>One-sided p-value of no difference in the direction that the arms differ in without the drift; 1 where it turns
    /// round.</summary>
    /// <param name="values">Of each run, in the order in which they were made.</param>
    /// <param name="candidates">Whether the run is the candidate's.</param>
    public static double PValue(IReadOnlyList<double> values, IReadOnlyList<bool> candidates)
    {
        var runs = values.Select((x, i) => (Value: x, Place: (double)i, IsCandidate: candidates[i])).ToList();
        var (b, c) = (runs.FindAll(x => !x.IsCandidate), runs.FindAll(x => x.IsCandidate));
        var within = new[] { b, c }.SelectMany(arm => arm.Select(
            x => (Value: x.Value - arm.Average(y => y.Value), Place: x.Place - arm.Average(y => y.Place)))).ToList();
        var squares = within.Sum(x => x.Place * x.Place);
        var slope = within.Sum(x => x.Place * x.Value) / squares;
        var apart = c.Average(x => x.Place) - b.Average(x => x.Place);
        var plain = c.Average(x => x.Value) - b.Average(x => x.Value);
        var freedom = runs.Count - 3;
        var error = Math.Sqrt(within.Sum(x => Math.Pow(x.Value - (slope * x.Place), 2)) / freedom
            * ((1.0 / b.Count) + (1.0 / c.Count) + (apart * apart / squares)));
        var difference = (plain - (slope * apart)) * Math.Sign(plain);
        return difference <= 0 ? 1 : error <= 0 ? 0 : 1 - StudentT.CDF(0, 1, freedom, difference / error);
    }
}
