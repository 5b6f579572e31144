namespace SpiceTrial.Sessions;

/// <summary>When things happened, in seconds from the start of the run. Bounded: a long run keeps the first <see cref="Limit"/> of each
/// kind.</summary>
/// <param name="Ooms">OOM1 lines.</param>
/// <param name="FreeSome">Evictions.</param>
/// <param name="Streams">One bar a stream.</param>
/// <param name="IsCut">Something was left out because of the limit.</param>
public sealed record RunTimeline(IReadOnlyList<double> Ooms, IReadOnlyList<double> FreeSome, IReadOnlyList<StreamBar> Streams, bool IsCut)
{
    public const int Limit = 20_000;

    /// <summary>When the guest was drawing: what <see cref="RunFigures.PlaybackSeconds"/> sums up.</summary>
    public IReadOnlyList<Stretch> Playback { get; init; } = [];

    /// <summary>From the beginning of playback to its end, in seconds, pauses with it; 0 where there is none.</summary>
    internal double Length => Playback.Count > 0 ? Playback[^1].To - Playback[0].From : 0;

    /// <summary>Draws that each of <see cref="FreeSome"/> left in the tree, <c>null</c> where its line was torn: it took the video's own if
    /// at least as many followed it.</summary>
    public IReadOnlyList<int?> Left { get; init; } = [];
}
