using SpiceTrial.Sessions;

namespace SpiceTrial.Lab;

/// <summary>What a log says of its run's regime, and what it can't say, for the operator.</summary>
static class RegimeFigures
{
    public static IReadOnlyList<DiagnosisFigure> Of(RunFigures run) =>
    [
        new("mode", run.Mode is { } mode ? Printable.Word(mode) : Unknown, run.Mode switch
        {
            StreamingMode.All => "small widgets can become streams too: they take slots, and a larger ring keeps them alive",
            StreamingMode.Filter => "only draws of 96x96 pixels and more become streams: small widgets can't take slots",
            StreamingMode.Off => "the server streams nothing at all",
            _ => "the log lacks the line that says it",
        }),
        new("OOMs", Text(run.Ooms), run.OomsPerMinute is { } rate ? $"{Text(rate)} a minute of the run" : "the log carries no times"),
        new("evicting OOMs (free_some)",
            $"{Text(run.FreeSome)}{(run.FreeSomeShare is { } share ? $", {share.ToString("0.0%")} of the OOMs" : "")}",
            "only these write draws into the ring"),
        new("evictions a second of playback", Text(RegimeRule.Evictions(run)), Reach(RegimeRule.BreaksVideosUpTo(run))),
        new("draws in the tree at evictions (T)",
            run.EvictionReach is { Current: var t } ? $"{Text(t.Minimum)} / {Text(t.Median)} / {Text(t.Maximum)}" : Unknown,
            run.EvictionReach?.Finding ?? "no eviction in the log"),
        new("draws that evictions took",
            run.EvictionReach?.Taken is { } taken ? $"{Text(taken.Minimum)} / {Text(taken.Median)} / {Text(taken.Maximum)}" : Unknown,
            run.EvictionReach is { DictionaryFirst: > 0 and var first }
            ? $"{first} of them freed pictures of a client's GLZ dictionary first (image compression auto_glz or glz): only the rest of "
                + "the 64 comes from the tree"
            : run.EvictionReach is null ? "no eviction in the log" : "up to 64 each"),
        new("streams at once", Text(run.PeakStreams), run.SlotsExhausted ? "all 50 slots were taken" : "of 50 slots"),
        new("video", run.Video is { } video
            ? $"{video.Width}x{video.Height}, {video.Creates} creates, streamed "
                + $"{video.StreamingShare?.ToString("0%") ?? Unknown} of the time"
            : "never streamed", run.Video switch
        {
            null => "then its size and rate stand in no line",
            { ReEngagements: 0, Stops: 0 } => "it was never stopped",
            { ReEngagements: 0 } => "it did not come back after a stop",
            { ReEngagements: var times } => $"creates after a stop: {times}",
        }),
        new("freezes", Text(run.Freezes.Count),
            run.Freezes.Count == 0
                ? "no long silence while frames were due"
                : $"{Text(run.Freezes.Sum(x => x.Seconds))} s of silence: stalls over 200 ms break every chain, whatever the ring"),
    ];

    public static IReadOnlyList<string> Bounds(RunFigures run) =>
    [
        "Y, the draws at other places since the video's last frame, stands in no log: it is at most T - 1 where an eviction took the "
            + "whole tree.",
        "Whether an OOM came just before a frame stands in no log: elsewhere between two frames it delays stock and does not stop it.",
        .. run.LogComplete == true ? Array.Empty<string>() : ["The log is not known to be whole: what is missing may change the picture."],
        .. run.Timeline is null ? ["The log carries no times."] : Array.Empty<string>(),
    ];

    // Faster ones than this do not exist: such a rate means that the log's clock was not the guest's.
    const double FastestVideo = 240;

    static string Reach(double? fps) => fps switch
    {
        null => "not known without times",
        0 => "none: no video is kept from anything",
        < RegimeRule.SlowestVideo =>
            $"evenly spread they leave every video that can be streamed (from {RegimeRule.SlowestVideo} frames a second on) its "
                + $"{RegimeRule.FramesToStream} frames",
        > FastestVideo =>
            $"more often than any video gathers {RegimeRule.FramesToStream} frames, and more often than guests run out of memory: the "
                + "log's times are hardly the guest's",
        _ => $"evenly spread they keep a video of up to {Text(fps)} frames a second from gathering {RegimeRule.FramesToStream} frames, if "
            + "each makes the ring forget it",
    };

    const string Unknown = "not known";

    static string Text(double? value) => value?.ToString("0.##") ?? Unknown;
}
