namespace SpiceTrial.Sessions;

/// <summary>How a figure is spread: nearest-rank quantiles of everything that was counted.</summary>
public sealed record Distribution(long Count, double Minimum, double LowerQuartile, double Median, double UpperQuartile, double NinetyFifth, double Maximum)
{
    /// <summary>From values with how often each was seen; <c>null</c> where there is none.</summary>
    public static Distribution? Of(IEnumerable<KeyValuePair<double, long>> counts)
    {
        var sorted = counts.OrderBy(x => x.Key).ToList();
        var all = sorted.Sum(x => x.Value);
        return all == 0 ? null : new(all, sorted[0].Key, At(sorted, all, 0.25), At(sorted, all, 0.5), At(sorted, all, 0.75), At(sorted, all, 0.95), sorted[^1].Key);
    }

    public static Distribution? Of(IEnumerable<double> values) => Of(values.Select(x => KeyValuePair.Create(x, 1L)));

    static double At(List<KeyValuePair<double, long>> sorted, long all, double quantile)
    {
        var rank = (long)Math.Ceiling(quantile * all);
        foreach (var (value, count) in sorted)
        {
            if ((rank -= count) <= 0)
                return value;
        }

        return sorted[^1].Key;
    }
}
