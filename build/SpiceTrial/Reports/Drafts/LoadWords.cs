using SpiceTrial.Lab;

namespace SpiceTrial.Reports;

/// <summary>A lab's load in words, for somebody who has to rebuild it without this program.</summary>
static class LoadWords
{
    public static string Of(Scenario scenario) => string.Join("; ",
    [
        $"`streaming-video={scenario.Mode.ToString().ToLowerInvariant()}`, a primary surface of {scenario.Surface}",
        Video(scenario.Video),
        .. scenario.Chrome.Select(x => Chrome(x, scenario.Video)),
        Ooms(scenario.Oom),
        .. scenario.Oom.When == OomWhen.Never ? Array.Empty<string>() : [Flush(scenario)],
    ]);

    static string Video(VideoLoad video) =>
        $"opaque copies of {video.Size} at ({video.Left}, {video.Top}), {video.Fps} a second{Varied(video.Jitter)}, "
            + $"{Shows(video.Content)}, for {video.Play} s{(video.Pause > 0 ? $" with pauses of {video.Pause} s" : "")} (the "
            + "video)";

    static string Chrome(ChromeLoad chrome, VideoLoad video)
    {
        var where = chrome.Where == PlaceWhere.OnVideo ? "on the video" : "beside it";
        var order = chrome.Order == PlaceOrder.Random ? "at random" : "in turn";
        var often = chrome.PerFrame is { } draws
            ? $"{draws} after each frame" : $"{chrome.Rate} a second, so {chrome.Rate / video.Fps:0.#} between two frames";
        return $"copies of {chrome.Size}, {Shows(chrome.Content)}, at {chrome.Places} places {where} {order}, "
            + $"{often}{Varied(chrome.Jitter)}{(chrome.Pause > 0 ? $", for {chrome.Play} s with pauses of {chrome.Pause} s" : "")}";
    }

    static string Shows(Content content) => content switch
    {
        Content.Natural => "smooth colour gradients",
        Content.Text => "two colours in a fine pattern",
        _ => "noise",
    };

    static string Ooms(OomLoad oom) => oom.When switch
    {
        OomWhen.Never => "no OOM",
        OomWhen.BeforeFrame => $"{oom.Rate} OOMs a second, each handled directly before a frame of the video{Stall(oom)}",
        OomWhen.Periodic => $"{oom.Rate} OOMs a second, evenly spread and not locked to the video{Stall(oom)}",
        OomWhen.Poisson => $"{oom.Rate} OOMs a second on average, at random times{Stall(oom)}",
        OomWhen.Heap => $"an OOM whenever a draw does not fit into {oom.HeapMib} MiB",
        _ => "OOMs in the pattern of a real guest's log",
    };

    static string Stall(OomLoad oom) => oom.StallMs > 0 ? $" and stopping the guest for {oom.StallMs} ms" : "";

    static string Flush(Scenario scenario) => (scenario.Oom.When, scenario.Flush.Kind) switch
    {
        (OomWhen.Cycle, _) => "`flush_resources` answers as in that log",
        (_, FlushKind.Nothing) => "`flush_resources` returns 0",
        (_, FlushKind.Always) => "`flush_resources` always returns 1",
        (_, FlushKind.Qemu) => "`flush_resources` answers as QEMU would",
        _ => $"`flush_resources` returns 1 in {scenario.Flush.Share:0%} of the calls",
    };

    static string Varied(double jitter) => jitter > 0 ? $", each up to {jitter:0%} of a period early or late" : "";
}
