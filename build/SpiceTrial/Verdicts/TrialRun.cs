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

    /// <summary>How long the video's stream existed, or <c>null</c> where the log carries no times.</summary>
    public required double? StreamingSeconds { get; init; }

    /// <summary>Playback without a stream of the video: the time in which it could engage.</summary>
    public double? WaitingSeconds => StreamingSeconds is { } streaming
        ? Math.Max(PlaybackSeconds - streaming, Engagements * VerdictRule.ShortestWaitSeconds)
        : null;

    public double? Share => StreamingSeconds is { } streaming ? Math.Clamp(streaming / PlaybackSeconds, 0, 1) : null;

    public int Aborts => Figures.Freezes.Count(x => x.EndsRun);

    public static TrialRun Of(RunFigures run, double playbackSeconds, VideoSize? video)
    {
        var regions = run.Regions.Where(x => video?.Is(x) == true).ToList();
        var streaming = regions.Aggregate((double?)0, (sum, x) => sum + x.StreamingSeconds);
        return new()
        {
            Figures = run,
            PlaybackSeconds = playbackSeconds,
            Engagements = regions.Sum(x => x.Creates),
            Stops = regions.Sum(x => x.Stops),
            ReEngagements = regions.Sum(x => x.ReEngagements),
            StreamingSeconds = streaming is { } seconds ? Math.Min(seconds, playbackSeconds) : null,
        };
    }
}
