namespace SpiceTrial.Sessions;

/// <summary>How often each number of draws was in the tree.</summary>
sealed class Tally
{
    // Trees are far smaller; what is more comes from garbage and counts as this.
    const int Largest = 100_000;

    readonly Dictionary<int, long> counts = [];

    public void Add(int value, long times = 1)
    {
        value = Math.Min(value, Largest);
        counts[value] = counts.GetValueOrDefault(value) + times;
    }

    /// <summary>How often a value from one up to another was seen.</summary>
    public long Between(int from, int to = Largest) => counts.Where(x => x.Key >= from && x.Key <= to).Sum(x => x.Value);

    /// <summary>How values at or above one are spread; <c>null</c> where there is none.</summary>
    public Distribution? Spread(int from = 0)
    {
        var all = Between(from);
        if (all == 0)
            return null;
        List<int> sorted = [.. counts.Keys.Where(x => x >= from).Order()];
        double At(double quantile)
        {
            var rank = Math.Max(1, (long)Math.Ceiling(quantile * all));
            return sorted.First(x => (rank -= counts[x]) <= 0);
        }

        return new(all, At(0), At(0.25), At(0.5), At(0.75), At(0.95), At(1));
    }
}
