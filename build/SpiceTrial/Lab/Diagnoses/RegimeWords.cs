using SpiceTrial.Sessions;

namespace SpiceTrial.Lab;

/// <summary>A regime and its figures for the operator.</summary>
static class RegimeWords
{
    public static string Of(Regime regime) => regime switch
    {
        Regime.StreamingOff => "The server streams nothing (streaming-video=off), whatever the ring.",
        Regime.NoOom =>
            "No OOM: the trace ring is not what stalls this video. Look at the frame rate, at stalls of the guest over 200 ms, and at the "
                + "number of streams.",
        Regime.FlushReleases =>
            "OOMs, but none evicted a draw: flushing released something each time. The ring was never needed, and no size of it changes "
                + "anything.",
        Regime.FewEvictions =>
            "Evictions are too rare: between two of them any video that can be streamed gathers its 20 frames. The ring's size does not "
                + "decide here.",
        Regime.SmallTree => "At the evictions at most 8 draws were in the tree: the stock ring keeps the video's entry.",
        Regime.DictionaryFirst =>
            "Evictions, but a client's GLZ dictionary gave them what they freed: hardly any draw left the tree, so the ring was hardly "
                + "written, and its size changes nothing.",
        Regime.FullTree =>
            "The tree was so full that the 64 draws evicted hardly ever included the video, unless very many other draws followed each "
                + "frame. Probably no ring size matters.",
        Regime.SlotsTaken =>
            "All 50 stream slots were taken. That starves the video by itself, and a larger ring keeps more small regions alive: it can "
                + "make this worse.",
        Regime.VideoStreams => "The video was streamed for most of the time: there is nothing to cure in this run.",
        Regime.RingForgets =>
            "Evictions come often enough, and from a tree of which they take the video too: what the hypothesis says can happen here. "
                + "Whether it does depends on Y, and on whether the OOMs come just before a frame; no log shows either.",
        _ => "The log shows neither OOMs nor streams: nothing was played under memory pressure, or the debug lines are missing. Nothing "
            + "can be said.",
    };

    public static IReadOnlyList<DiagnosisFigure> Figures(RunFigures run) =>
    [
        new("mode", run.Mode?.ToString().ToLowerInvariant() ?? Unknown, run.Mode switch
        {
            StreamingMode.All => "small widgets can become streams too: they take slots, and a larger ring keeps them alive",
            StreamingMode.Filter => "only draws of 96x96 pixels and more become streams: small widgets can't take slots",
            StreamingMode.Off => "the server streams nothing at all",
            _ => "the log lacks the line that says it",
        }),
        new("OOMs", Text(run.Ooms), run.OomsPerMinute is { } rate ? $"{Text(rate)} a minute" : "the log carries no times"),
        new("evicting OOMs (free_some)",
            $"{Text(run.FreeSome)}{(run.FreeSomeShare is { } share ? $", {share.ToString("0.0%")} of the OOMs" : "")}",
            "only these write draws into the ring"),
        new("evictions a second", Text(RegimeRule.Evictions(run)), Reach(RegimeRule.BreaksVideosUpTo(run))),
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
