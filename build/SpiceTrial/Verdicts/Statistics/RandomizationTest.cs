namespace SpiceTrial.Verdicts;

/// <summary>
/// The exact randomization test of a difference of means over runs, and its interval by inversion: the shifts that it does not reject
/// (Lehmann and Romano, <em>Testing Statistical Hypotheses</em>, 5.10 to 5.12). It assumes nothing of how runs vary, but that the order was
/// drawn from the set.
/// </summary>
public sealed class RandomizationTest
{
    // What is as far apart as the observed arms but for rounding is as far.
    const double Rounding = 1e-12;

    readonly double[] shifts;
    readonly int orders, same;

    /// <param name="values">Of each run.</param>
    /// <param name="actual">Whether the run is the candidate's.</param>
    /// <param name="set">The orders that could have been, each as often as it could have been drawn.</param>
    public RandomizationTest(IReadOnlyList<double> values, IReadOnlyList<bool> actual, IReadOnlyList<bool[]> set)
    {
        var isCandidate = actual.Select(x => x ? 1.0 : 0).ToArray();
        var (higher, lower, found) = (0, 0, new List<double>(set.Count));
        Difference = Between(values, actual);
        // An order that the set lacks, as of a plan that was changed by hand, is one more that could have been.
        foreach (var order in set.Any(x => x.SequenceEqual(actual)) ? set : set.Append([.. actual]))
        {
            var difference = Between(values, order);
            if (double.IsNaN(difference))
                continue;
            orders++;
            higher += difference >= Difference - Rounding ? 1 : 0;
            lower += difference <= Difference + Rounding ? 1 : 0;
            // How much of a shift of the candidate's runs this order sees.
            var seen = Between(isCandidate, order);
            if (seen >= 1 - Rounding)
                same++;
            else
                found.Add((Difference - difference) / (1 - seen));
        }

        // Of one arm alone there is no difference, and nothing that speaks against chance.
        (PHigher, PLower) = double.IsNaN(Difference) ? (1, 1) : ((double)higher / orders, (double)lower / orders);
        found.Sort();
        shifts = [.. found];
    }

    /// <summary>Mean of the candidate's runs less that of the baseline's.</summary>
    public double Difference { get; }

    /// <summary>Share of the orders that would give so much or more: one-sided.</summary>
    public double PHigher { get; }

    /// <summary>Share of the orders that would give so much or less.</summary>
    public double PLower { get; }

    /// <summary>Two-sided.</summary>
    public double PValue => Math.Min(1, 2 * Math.Min(PHigher, PLower));

    /// <summary>The smallest shift that is not rejected at a one-sided level; minus infinity where the runs are too few for one.</summary>
    public double Low(double level) => Rejected(level) is >= 0 and var k && k < shifts.Length ? shifts[k] : double.NegativeInfinity;

    /// <summary>The largest one.</summary>
    public double High(double level) => Rejected(level) is >= 0 and var k && k < shifts.Length ? shifts[^(k + 1)] : double.PositiveInfinity;

    // The actual order is as far apart as itself under every shift, as often as it stands in the set.
    int Rejected(double level) => (int)(level * orders) - same;

    static double Between(IReadOnlyList<double> values, IReadOnlyList<bool> order)
    {
        var (candidate, baseline, candidates) = (0.0, 0.0, 0);
        for (var i = 0; i < values.Count; i++)
        {
            if (order[i])
                (candidate, candidates) = (candidate + values[i], candidates + 1);
            else
                baseline += values[i];
        }

        return (candidate / candidates) - (baseline / (values.Count - candidates));
    }
}
