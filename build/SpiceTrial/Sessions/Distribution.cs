namespace SpiceTrial.Sessions;

/// <summary>How a figure is spread: nearest-rank quantiles of everything that was counted.</summary>
public sealed record Distribution(
    long Count, double Minimum, double LowerQuartile, double Median, double UpperQuartile, double NinetyFifth, double Maximum)
{
    /// <summary>From values in any order; <c>null</c> where there is none.</summary>
    public static Distribution? Of(IEnumerable<double> values)
    {
        double[] sorted = [.. values];
        if (sorted.Length == 0)
            return null;
        Array.Sort(sorted);
        double At(double quantile) => sorted[(int)Math.Ceiling(quantile * sorted.Length) - 1];
        return new(sorted.Length, sorted[0], At(0.25), At(0.5), At(0.75), At(0.95), sorted[^1]);
    }
}
