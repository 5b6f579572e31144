using SpiceTrial.Sessions;

namespace SpiceTrial.Lab;

/// <summary>
/// Which regime a run is in. The thresholds are the server's own constants: a stream needs 20 frames without a break, each at most
/// 200 ms after the one before, so 5 frames a second at least (server/video-stream.h:32-36); an eviction takes 64 draws at most.
/// </summary>
static class RegimeRule
{
    /// <summary>Frames that make a stream (RED_STREAM_FRAMES_START_CONDITION).</summary>
    public const int FramesToStream = 20;

    /// <summary>The slowest video that can be streamed at all, in frames a second.</summary>
    public const double SlowestVideo = 5;

    // A video that is streamed for most of its time has nothing to diagnose.
    const double MostOfTheTime = 0.8;

    // "Hardly ever": one eviction of 20.
    const double Hardly = 0.05;

    public static Regime Of(RunFigures run) => run switch
    {
        { Mode: StreamingMode.Off, Creates: 0 } => Regime.StreamingOff,
        { Ooms: 0, Creates: 0 } => Regime.NotKnown,
        _ when run.Freezes.Any(x => x.Cause == FreezeCause.GuestDriver) => Regime.GuestKernel,
        { SlotsExhausted: true } => Regime.SlotsTaken,
        { Video.StreamingShare: >= MostOfTheTime } => Regime.VideoStreams,
        // A player that pauses often: what counts is whether it streams when it plays.
        { Plays: { Seen: > 1 } plays } when plays.Engaged >= plays.Seen * MostOfTheTime => Regime.VideoStreams,
        _ => Beneath(run),
    };

    /// <summary>What the OOMs alone say: for a run whose video streams, the regime that it would be in.</summary>
    public static Regime Beneath(RunFigures run) => run switch
    {
        { Ooms: 0 } => Regime.NoOom,
        { FreeSome: 0 } => Regime.FlushReleases,
        _ when Evictions(run) < SlowestVideo / FramesToStream => Regime.FewEvictions,
        { EvictionReach: { } reach } when reach.Harmless >= reach.Current.Count * (1 - Hardly) =>
            reach.Current.Median <= EvictionReach.StockEntries ? Regime.SmallTree : Regime.DictionaryFirst,
        { EvictionReach: { OtherDrawsNeeded: > EvictionReach.Bunch } reach } when reach.Certain <= reach.Current.Count * Hardly =>
            Regime.FullTree,
        // How often is not known, nor how long the video was streamed.
        _ when Evictions(run) is null || run.Video is { StreamingShare: null } => Regime.NotKnown,
        _ => Regime.RingForgets,
    };

    /// <summary>Evictions a second of playback, or <c>null</c> where the log carries no times: those of libvirt's lines alone, which it
    /// always has, span the guest's life and not its playback.</summary>
    public static double? Evictions(RunFigures run) =>
        (run.PlaybackSeconds ?? (run is { Ooms: > 0, Timeline: { IsCut: false, Ooms.Count: 0 } } ? null : run.DurationSeconds))
            is { } seconds and > 0 ? run.FreeSome / seconds : null;

    /// <summary>Up to how many frames a second a video can't gather 20 frames between two evictions.</summary>
    public static double? BreaksVideosUpTo(RunFigures run) => Evictions(run) * FramesToStream;
}
