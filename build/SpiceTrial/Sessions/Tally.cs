namespace SpiceTrial.Sessions;

/// <summary>How often each number of draws was in the tree.</summary>
/// <remarks>Plain loops: each generic method over a pair is compiled anew at every start, which costs more than a large log's own
/// counting.</remarks>
sealed class Tally
{
    // Trees are far smaller; what is more comes from garbage and counts as this.
    const int Largest = 100_000;

    long[] counts = new long[128];

    public void Add(int value, long times = 1)
    {
        value = Math.Min(value, Largest);
        if (value >= counts.Length)
            Grow(value);
        counts[value] += times;
    }

    /// <summary>How often a value from one up to another was seen.</summary>
    public long Between(int from, int to = Largest)
    {
        long sum = 0;
        for (var i = from; i <= to && i < counts.Length; i++)
            sum += counts[i];
        return sum;
    }

    /// <summary>How values at or above one are spread; <c>null</c> where there is none.</summary>
    public Distribution? Spread(int from = 0)
    {
        var all = Between(from);
        if (all == 0)
            return null;
        double At(double quantile) => Ranked(from, (long)Math.Ceiling(quantile * all));
        return new(all, Ranked(from, 1), At(0.25), At(0.5), At(0.75), At(0.95), Ranked(from, all));
    }

    /// <summary>The value of a rank, the first being 1.</summary>
    int Ranked(int from, long rank)
    {
        for (var i = from; ; i++)
        {
            if ((rank -= counts[i]) <= 0)
                return i;
        }
    }

    void Grow(int value) => Array.Resize(ref counts, Math.Max(value + 1, 2 * counts.Length));
}
