using SpiceTrial.Lab;
using SpiceTrial.Sessions;

namespace SpiceTrial.Testing;

/// <summary>In how many plays the video streams by the rule about Y, for a load whose Y is known and the evictions that were measured: the
/// hypothesis as a prediction that can fail.</summary>
/// <remarks>server/video-stream.cpp: a stream needs a frame and 20 more in a row (RED_STREAM_FRAMES_START_CONDITION), each at most 200 ms
/// after the one before it. An eviction takes the oldest draws, 64 at most; where it leaves fewer than Y, the video's own is among them,
/// and with it the Y less what was left: as many entries of the ring are written after the video's. The rule knows of no limit of
/// streams.</remarks>
static class RingRule
{
    const int FramesToStream = 21;

    // An eviction comes just before a frame, always as long: what is measured between two of them is a whole number, nearly.
    const double Jitter = 0.05;

    const double LongestGap = 0.2;

    /// <summary>Draws below 96x96 pixels become streams in mode <c>all</c> only.</summary>
    const int SmallestPicture = 96 * 96;

    /// <returns>In how many of the plays the video streams, and why; <c>null</c> where the runs do not tell. Frames that the guest drew too
    /// late, as it does on a busy machine, are taken as it says.</returns>
    public static (int? Plays, string Why) Of(Scenario scenario, int ring, IReadOnlyList<(RehearsalRun Run, RunFigures Figures)> runs)
    {
        var (fps, y) = (scenario.Video.Fps, Y(scenario));
        if (1 / fps > LongestGap)
            return (0, $"at {fps:0.#} frames a second the gaps are longer than {LongestGap * 1000:0} ms");
        if (runs.Any(x => x.Figures is not { Start: not null, Timeline.IsCut: false }))
            return (null, "the log carries no times");
        if (runs.Any(x => x.Figures.Timeline!.Left.Count < x.Figures.FreeSome))
            return (null, "the log does not tell what evictions left");
        var rows = runs.SelectMany(x => WholePlays(x.Run).Select(play => FramesInARow(play, x.Figures, y, ring, fps))).ToList();
        var breaking = runs.Sum(x => Breaking(x.Figures, y, ring).Count());
        var gaps = runs.Sum(x => WholePlays(x.Run).Sum(play => play.Gaps.Count));
        return (rows.Count(x => x >= FramesToStream - Jitter), (y < ring ? $"Y is {y:0.#}, below {ring}" : breaking == 0
            ? $"Y is {y:0.#}, and no eviction writes {ring} entries after the video's"
            : $"Y is {y:0.#}, not below {ring}; at most {Math.Floor(rows.DefaultIfEmpty().Max() + Jitter):0} frames come without an "
                + "eviction that forgets it")
            + (gaps == 0 ? "" : $"; the guest was late {gaps} times"));
    }

    /// <summary>Without the one in which a guest froze for good.</summary>
    static IEnumerable<GuestPlay> WholePlays(RehearsalRun run) => run.Plays.Where(x => x.Seconds is not null);

    /// <summary>Draws at other places between two frames that the server counts as candidates for a stream.</summary>
    static double Y(Scenario scenario) => scenario.Chrome
        .Where(x => scenario.Mode == StreamingMode.All || (long)x.Size.Width * x.Size.Height >= SmallestPicture)
        .Sum(x => x.PerFrame ?? x.Rate!.Value / scenario.Video.Fps);

    /// <summary>Where the server begins to count anew: after evictions that forget the video, and after gaps between two frames.</summary>
    static IEnumerable<double> Beginnings(GuestPlay play, RunFigures run, double y, int ring) =>
        Breaking(run, y, ring).Concat(play.Gaps.Select(x => (x.End - run.Start!.Value).TotalSeconds)).Order();

    /// <summary>Evictions after which the ring holds no entry of the video, in seconds from the start of the run.</summary>
    static IEnumerable<double> Breaking(RunFigures run, double y, int ring) =>
        run.Timeline!.FreeSome.Zip(run.Timeline.Left).Where(x => x.Second is { } left && y - left >= ring).Select(x => x.First);

    static double FramesInARow(GuestPlay play, RunFigures run, double y, int ring, double fps)
    {
        var from = (play.Start - run.Start!.Value).TotalSeconds;
        var to = from + play.Seconds!.Value;
        double[] ends = [from, .. Beginnings(play, run, y, ring).Where(x => x > from && x < to), to];
        // The guest may draw fewer than it should.
        return ends.Zip(ends.Skip(1), (a, b) => b - a).Max() * Math.Min(fps, (play.Frames / play.Seconds) ?? fps);
    }
}
