using SpiceTrial.Sessions;

namespace SpiceTrial.Verdicts;

/// <summary>One run as the comparison counts it: the video apart from everything else.</summary>
public sealed record TrialRun
{
    public required RunFigures Figures { get; init; }

    public required double PlaybackSeconds { get; init; }

    /// <summary>Creates of the video's stream, the first one too.</summary>
    public required int Engagements { get; init; }

    public required int Stops { get; init; }

    public required int ReEngagements { get; init; }

    /// <summary>Share (0 to 1) of the playback in which the video streamed; while only a part of its area did, that part counts.</summary>
    public required double Share { get; init; }

    /// <summary>
    /// The same from the video's first stream on, 0 without any. Before it nothing in the log shows that the video played at all: a desktop
    /// looks the same.
    /// </summary>
    public required double ShareOnceEngaged { get; init; }

    /// <summary>OOMs, evictions and minutes while the video did not stream: what a stream does to them is not in there, nor, where plays
    /// are counted, the time between them. <c>null</c> where the log does not keep every time.</summary>
    public required (int Ooms, int FreeSome, double Minutes)? Waiting { get; init; }

    public double Minutes => PlaybackSeconds / 60;

    /// <summary>From the beginning of playback to its end, in seconds, pauses with it: a cure may fill these.</summary>
    public double Length => Figures.Timeline is { Length: > 0 and var length } ? length : PlaybackSeconds;

    public int OtherCreates => Figures.Regions.Sum(x => x.Creates) - Engagements;

    /// <summary>Something shows that the video played at all: its stream, the guest's own play log, or how much its client received. That
    /// a client decoded pictures, or saw a widget's stream, shows no more than a desktop.</summary>
    public bool IsVideoShown => Engagements > 0 || Figures.FramesPlayed > 0
        || Figures.Client?.BytesIn / Figures.DurationSeconds >= VerdictRule.DrawnVideoBytesPerSecond;

    /// <summary>A crash, or a freeze that no guest driver explains: it ended the run, or the guest was stuck.</summary>
    public bool IsDown => Figures.Crashed || Figures.Freezes.Any(x => x.Cause == FreezeCause.Unknown && (x.EndsRun || x.IsStuck));

    /// <summary>Nothing says how it ended: the log stops. A program that drives the library, as the lab does, writes no end.</summary>
    public bool HasNoEnd => Figures is { HasGuest: not false, Ended: null };

    public bool IsSilentAtEnd => !IsDown && Figures is { SilenceAtEndSeconds: not null, Ended: not "shutdown" };

    /// <summary>Silences that are long for the run, as freezes and pauses of the player are; those of the guest's driver are
    /// apart.</summary>
    public int Silences => Figures.Pauses.Count + Figures.Freezes.Count(x => x.Cause == FreezeCause.Unknown);

    public int GuestDriverFreezes => Figures.Freezes.Count(x => x.Cause == FreezeCause.GuestDriver);

    /// <summary>The run, or <c>null</c> where its log carries no times or it hardly played.</summary>
    /// <param name="run">What its log tells.</param>
    /// <param name="video">Size of the video.</param>
    /// <param name="ofPlays">Its plays are counted, and not its time.</param>
    public static TrialRun? Of(RunFigures run, VideoSize? video, bool ofPlays = false)
    {
        var regions = video?.In(run) ?? [];
        if (run.PlaybackSeconds is not >= VerdictRule.LeastPlaybackSeconds || regions.Any(x => x.Region.StreamingSeconds is null))
            return null;
        var playback = run.PlaybackSeconds.Value;
        var streaming = Math.Min(regions.Sum(x => x.Region.StreamingSeconds!.Value * x.Weight), playback);
        var streams = Streams(run, regions);
        var before = streams.Count > 0 && run.Timeline is { } timeline
            ? Math.Clamp(Before(streams[0].From, timeline), 0, playback - streaming) : 0;
        var between = ofPlays ? run.Plays?.BetweenSeconds ?? 0 : 0;
        return new()
        {
            Figures = run,
            PlaybackSeconds = playback,
            Engagements = regions.Sum(x => x.Region.Creates),
            Stops = regions.Sum(x => x.Region.Stops),
            ReEngagements = regions.Sum(x => x.Region.ReEngagements),
            Share = streaming / playback,
            ShareOnceEngaged = streaming > 0 ? streaming / (playback - before) : 0,
            Waiting = run.Timeline is { IsCut: false } whole
                ? (Outside(whole.Ooms, streams), Outside(whole.FreeSome, streams), Math.Max(0, playback - streaming - between) / 60) : null,
        };
    }

    // A record of an older version does not say when it played: from the first OOM on.
    static double Before(double first, RunTimeline timeline) =>
        timeline.Playback.DefaultIfEmpty(new(timeline.Ooms.Append(first).Min(), first))
            .Sum(x => Math.Max(0, Math.Min(x.To, first) - x.From));

    static List<StreamBar> Streams(RunFigures run, IReadOnlyList<(Region Region, double Weight)> regions) =>
        [.. (run.Timeline?.Streams ?? []).Where(x => x.Region >= 0 && x.Region < run.Regions.Count
            && regions.Any(y => ReferenceEquals(y.Region, run.Regions[x.Region]))).OrderBy(x => x.From)];

    static int Outside(IReadOnlyList<double> times, List<StreamBar> streams) =>
        times.Count(x => !streams.Exists(y => x >= y.From && !(x > y.To)));
}
