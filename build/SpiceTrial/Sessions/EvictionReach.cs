namespace SpiceTrial.Sessions;

/// <summary>
/// Whether the evictions could reach the video, by the rule that was measured on 8 to 256 entries: an eviction takes the 64 oldest of the T
/// draws in the tree (<c>RED_RELEASE_BUNCH_SIZE</c>, <c>server/image-encoders.h</c>). The video's own is among them when T - Y is at most 64,
/// Y being the draws since its last frame; then min(Y, 64 - (T - Y)) entries follow its own into the ring. Y stands in no log, T does.
/// </summary>
/// <param name="Current">T at each OOM that evicted.</param>
/// <param name="Certain">Evictions with T up to 64: they took all there was, the video too.</param>
/// <param name="Harmless">Evictions with T up to 8: fewer than 8 entries can follow the video's own, so even the stock ring keeps it.</param>
/// <param name="OtherDrawsNeeded">Y that it takes to reach the video at the others, T - 64: their median; <c>null</c> where all are certain.</param>
/// <param name="Finding">The same in plain words.</param>
public sealed record EvictionReach(Distribution Current, long Certain, long Harmless, double? OtherDrawsNeeded, string Finding)
{
    /// <summary>Draws that one eviction takes.</summary>
    public const int Bunch = 64;

    /// <summary>Entries of the stock ring.</summary>
    public const int StockEntries = 8;

    internal static EvictionReach? Of(IReadOnlyDictionary<int, long> currents)
    {
        if (Distribution.Of(currents.Select(x => KeyValuePair.Create((double)x.Key, x.Value))) is not { } spread)
            return null;
        var certain = currents.Where(x => x.Key <= Bunch).Sum(x => x.Value);
        var harmless = currents.Where(x => x.Key <= StockEntries).Sum(x => x.Value);
        var needed = Distribution.Of(currents.Where(x => x.Key > Bunch).Select(x => KeyValuePair.Create((double)x.Key - Bunch, x.Value)));
        return new(spread, certain, harmless, needed?.Median, Words(spread.Count, certain, harmless, needed));
    }

    static string Words(long all, long certain, long harmless, Distribution? needed)
    {
        if (harmless == all)
            return $"every eviction found at most {StockEntries} draws: even {StockEntries} entries keep the video, the ring's size can't matter";
        if (needed is null)
            return $"every eviction took the whole tree, the video too: the ring's size matters where {StockEntries} or more other draws followed its last frame";
        var draws = needed.Minimum < needed.Maximum ? $"{needed.Minimum:0} to {needed.Maximum:0} (half of the time {needed.Median:0})" : $"{needed.Median:0}";
        var reach = $"only where at least {draws} other draws followed its last frame";
        return certain == 0
            ? $"the tree was so full that no eviction was sure to take the video: it is among the {Bunch} oldest draws {reach}; elsewhere the ring's size can't matter"
            : $"{certain} of {all} evictions took the whole tree, the video too; the others reach it {reach}";
    }
}
