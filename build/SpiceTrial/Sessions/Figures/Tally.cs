namespace SpiceTrial.Sessions.Figures;

/// <summary>How often each number of draws was in the tree.</summary>
sealed class Tally
{
    // Trees are far smaller; what is more comes from garbage and counts as this.
    const int Largest = 100_000;

    long[] counts = new long[128];

    public IReadOnlyDictionary<int, long> Counts => counts.Index().Where(x => x.Item > 0).ToDictionary(x => x.Index, x => x.Item);

    public void Add(int value)
    {
        value = Math.Min(value, Largest);
        if (value >= counts.Length)
            Array.Resize(ref counts, Math.Max(value + 1, 2 * counts.Length));
        counts[value]++;
    }
}
