namespace SpiceTrial.Sessions;

/// <summary>
/// Whether the evictions could reach the video, by the rule that was measured on 8 to 256 entries: an eviction takes the oldest of the T
/// draws in the tree, up to 64 (<c>RED_RELEASE_BUNCH_SIZE</c>, <c>server/image-encoders.h</c>), fewer where a client is connected: pictures
/// that only its GLZ dictionary still holds are freed first and count too (<c>server/display-channel.cpp</c>,
/// <c>display_channel_free_some</c>). The video's own is among them when at least as many draws followed it as the eviction left in the
/// tree. Y, the draws since its last frame, stands in no log.
/// </summary>
/// <param name="Current">T at each OOM that evicted (OOM1).</param>
/// <param name="Certain">Evictions that took all there was, the video too.</param>
/// <param name="Harmless">Evictions that took up to 8 draws: fewer than 8 entries can follow the video's own, so even the stock ring keeps
/// it.</param>
/// <param name="OtherDrawsNeeded">Y that it takes to reach the video at the others, what they left: their median; <c>null</c> where all are
/// certain.</param>
/// <param name="Finding">The same in plain words.</param>
public sealed record EvictionReach(Distribution Current, long Certain, long Harmless, double? OtherDrawsNeeded, string Finding)
{
    /// <summary>Draws that one eviction takes at most.</summary>
    public const int Bunch = 64;

    /// <summary>Entries of the stock ring.</summary>
    public const int StockEntries = 8;

    /// <summary>Draws that each eviction took out of the tree (OOM1 less OOM2).</summary>
    public Distribution? Taken { get; init; }

    /// <summary>Evictions that freed pictures of a client's GLZ dictionary first, so that they took fewer draws than there were and than
    /// 64.</summary>
    public long DictionaryFirst { get; init; }

    /// <summary>From the trees that evictions found, what they left of each and what they took.</summary>
    /// <param name="currents">T of each.</param>
    /// <param name="left">What each left.</param>
    /// <param name="taken">What each took.</param>
    /// <param name="first">Those that took fewer than 64 and left some.</param>
    internal static EvictionReach? Of(Tally currents, Tally left, Tally taken, long first)
    {
        if (currents.Spread() is not { } spread)
            return null;
        var (certain, harmless) = (left.Between(0, 0), taken.Between(0, StockEntries));
        var needed = left.Spread(from: 1);
        return new(spread, certain, harmless, needed?.Median, Words(spread, certain, harmless, needed) + Dictionary(first, spread.Count)) {
            Taken = taken.Spread(), DictionaryFirst = first };
    }

    static string Words(Distribution trees, long certain, long harmless, Distribution? needed)
    {
        var all = trees.Count;
        if (harmless == all)
            return $"every eviction {(trees.Maximum <= StockEntries ? "found" : "took")} at most {StockEntries} draws: even "
                + $"{StockEntries} entries keep the video, the ring's size can't matter";
        if (needed is null)
            return $"every eviction took the whole tree, the video too: the ring's size matters where {StockEntries} or more other draws "
                + "followed its last frame";
        var draws = needed.Minimum < needed.Maximum
            ? $"{needed.Minimum:0} to {needed.Maximum:0} (half of the time {needed.Median:0})" : $"{needed.Median:0}";
        var reach = $"only where at least {draws} other draws followed its last frame";
        return certain == 0
            ? $"no eviction was sure to take the video: it was among the oldest draws {reach}; elsewhere the ring's size can't matter"
            : $"{certain} of {all} evictions took the whole tree, the video too; the others reach it {reach}";
    }

    static string Dictionary(long first, long all) =>
        first == 0 ? "" : $"; {first} of {all} freed pictures of a client's GLZ dictionary first and so took fewer draws";
}
