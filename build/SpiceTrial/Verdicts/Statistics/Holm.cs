namespace SpiceTrial.Verdicts;

/// <summary>Holm's step-down correction (1979): the chance of any false finding among all tests stays below the level, however they depend
/// on each other.</summary>
public static class Holm
{
    public static IReadOnlyList<double> Adjust(IReadOnlyList<double> pValues)
    {
        var adjusted = new double[pValues.Count];
        var largest = 0.0;
        foreach (var (index, rank) in Enumerable.Range(0, pValues.Count).OrderBy(x => pValues[x]).Select((x, i) => (x, i)))
            adjusted[index] = largest = Math.Max(largest, Math.Min(1, (pValues.Count - rank) * pValues[index]));
        return adjusted;
    }
}
