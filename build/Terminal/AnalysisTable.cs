using SpiceTrial.Sessions;
using SpiceTrial.Verdicts;

namespace SpiceTrial.Terminal;

/// <summary>The figures as people read them: a row a figure, a column a run. What is not known is a dash, never a zero.</summary>
public static class AnalysisTable
{
    const string Unknown = "-";

    static readonly (string Name, Func<RunFigures, string> Value)[] Figures =
    [
        ("arm", x => x.Arm.TraceItems is { } items
            ? $"{items} entries{(items == EvictionReach.StockEntries ? " (stock)" : "")}" : "not known"),
        ("spice-server", x => Text(x.Version)),
        ("streaming-video", x => Text(x.Mode?.ToString().ToLowerInvariant())),
        ("start", x => x.Start is { } start ? start.ToString("yyyy-MM-dd HH:mm:ss'Z'") : Unknown),
        ("duration", x => Seconds(x.DurationSeconds)),
        ("playback", x => Seconds(x.PlaybackSeconds)),
        ("plays", x => x.Plays is { } plays ? $"{plays.Seen}, video streamed in {plays.Engaged}" : Unknown),
        ("OOMs", x => $"{x.Ooms} ({Number(x.OomsPerMinute)} a minute of the run)"),
        ("free_some", x => $"{x.FreeSome} ({Percent(x.FreeSomeShare)} of OOMs)"),
        ("tree at OOM (min/median/max)", x => Spread(x.Current, "0")),
        ("creates (video/widget/other)",
            x => $"{x.Creates} ({Of(x, RegionKind.Video)}/{Of(x, RegionKind.Widget)}/{Of(x, RegionKind.Other)})"),
        ("stops", x => $"{x.Stops}"),
        ("video", x => x.Video is { } video
            ? $"{video.Width}x{video.Height} at ({video.Left}, {video.Top}){(video.Strips > 1 ? $", {video.Strips} strips" : "")}"
            : Unknown),
        ("re-engagements of the video", x => x.Video is { } video ? $"{video.ReEngagements}" : Unknown),
        ("video streamed", x => x.Video is { } video
            ? $"{Seconds(video.StreamingSeconds)} ({Percent(video.StreamingShare)} of playback)" : x.Plays is null ? Unknown : "never"),
        ("time to engage (min/median/max)", x => Spread(x.SecondsToEngage, "0.00' s'")),
        ("time to re-engage", x => Spread(x.SecondsToReEngage, "0.00' s'")),
        ("most streams at once", x => $"{x.PeakStreams}{(x.SlotsExhausted ? ", all slots taken" : " of 50")}"),
        ("freezes", x => x.Freezes.Count == 0
            ? x.PlaybackSeconds is null ? Unknown : "none"
            : string.Join(
                "; ", x.Freezes.Select(y => $"{y.Seconds:0.0} s at {y.Start:0.0} s{(y.EndsRun ? ", never came back" : "")}"))),
        ("ended", x => x.Ended == RunFigures.FailedAssertion ? "an assertion failed" : Text(x.Ended)),
        ("log", x => x.LogComplete switch { true => "whole", false => "incomplete", null => Unknown }),
        ("client", x => x.ClientConnected switch { true => "connected", false => "none", null => Unknown }),
        ("image compression", x => Text(x.ImageCompression)),
        ("client: streams created",
            x => x.Client is { } client
                ? $"{client.StreamsCreated?.ToString() ?? Unknown} in {client.Reports} reports" : Unknown),
    ];

    /// <summary>How many runs fit beside each other so that their tags stay whole.</summary>
    public static int Beside(IReadOnlyList<RunFigures> runs, int width)
    {
        const int ofNames = 36;
        var tag = RunNames.Apart(runs).Max(x => (int?)x.Tag.Length) ?? 0;
        return Math.Clamp((width - ofNames) / (Math.Max(tag, 16) + 3), 1, 4);
    }

    /// <summary>The first row has the tags.</summary>
    public static IEnumerable<IReadOnlyList<string>> Rows(IReadOnlyList<RunFigures> runs)
    {
        runs = RunNames.Apart(runs);
        yield return ["run", .. runs.Select(x => x.Tag + (x.Synthetic ? " (synthetic)" : ""))];
        foreach (var (name, value) in Figures)
            yield return [name, .. runs.Select(value)];
    }

    /// <summary>Runs that streamed something, and nothing of the size that was named.</summary>
    public static IEnumerable<string> OtherVideos(Analysis analysis, string? video)
    {
        if (AnalyzeOptions.VideoFrom(video) is not (var width, var height))
            return [];
        // A widget's size too: here it is only looked at.
        var named = new VideoSize(width, height);
        return analysis.Runs.Where(x => x.Regions.Count > 0 && named.In(x).Count == 0)
            .Select(x => $"{x.Tag} streamed nothing of {named} (--video), but {string.Join(", ", x.Regions
                .OrderByDescending(y => y.Width * y.Height).Take(3).Select(y => $"{y.Width}x{y.Height}"))}");
    }

    /// <summary>What could not be known, and what the figures mean.</summary>
    public static IEnumerable<string> Notes(Analysis analysis) =>
    [
        .. RunNames.Apart(analysis.Runs)
        .SelectMany(
            x => x.Remarks.Concat(x.EvictionReach is { } reach ? [$"evictions: {reach.Finding}"] : []).Select(y => $"{x.Tag}: {y}")),
        .. analysis.Clients.Where(x => !analysis.Runs.Any(y => y.Client == x.Figures)).SelectMany(x => ClientNotes(x)),
        .. analysis.Remarks,
        .. analysis.PassedOver.Select(NotRead),
    ];

    /// <summary>Nobody takes it for read.</summary>
    public static string NotRead(PassedOver unread) => $"passed over: {unread.Path}: {unread.Why}";

    static IEnumerable<string> ClientNotes(ClientSession session) =>
    [
        $"{session.Tag}: {session.Figures.Reports} reports of the client and no log: "
            + $"{session.Figures.StreamsCreated?.ToString() ?? "an unknown number of"} streams created, "
            + $"{session.Figures.Decodes?.ToString() ?? "an unknown number of"} decodes, "
            + $"{session.Figures.Reconnects} reconnects",
        .. session.Remarks.Select(x => $"{session.Tag}: {x}"),
    ];

    static int Of(RunFigures run, RegionKind kind) => run.Classes.Where(x => x.Kind == kind).Sum(x => x.Creates);

    static string Text(string? text) => text ?? Unknown;

    static string Number(double? value) => value?.ToString("0.0") ?? Unknown;

    static string Seconds(double? value) => value is { } seconds ? $"{seconds.ToString("0.0")} s" : Unknown;

    static string Percent(double? share) =>
        share is { } known ? $"{(known * 100).ToString("0.0")}%" : Unknown;

    static string Spread(Distribution? spread, string format) => spread is null ? Unknown
        : string.Join(
            " / ", new[] { spread.Minimum, spread.Median, spread.Maximum }.Select(x => x.ToString(format)));
}
