using SpiceTrial.Lab;
using SpiceTrial.Sessions;

namespace SpiceTrial.Testing;

/// <summary>What the rule about Y predicts for a load whose Y is known, from the evictions that were measured: the hypothesis as a
/// prediction that can fail.</summary>
/// <remarks>server/video-stream.cpp: a stream needs 20 frames in a row (RED_STREAM_FRAMES_START_CONDITION), each at most 200 ms after the
/// one before it. An eviction takes the 64 oldest draws; the video's own is found again as long as fewer draws than the ring has entries
/// were evicted after it.</remarks>
static class RingRule
{
    const int FramesToStream = 20;

    const double LongestGap = 0.2;

    /// <summary>Draws below 96x96 pixels become streams in mode <c>all</c> only.</summary>
    const int SmallestPicture = 96 * 96;

    /// <returns>Whether the video streams in the plays, and why; <c>null</c> where the run does not tell.</returns>
    public static (bool? Streams, string Why) Of(Scenario scenario, int ring, RunFigures? measured)
    {
        var fps = scenario.Video.Fps;
        if (1 / fps > LongestGap)
            return (false, $"never: at {fps:0.#} frames a second the gaps are longer than {LongestGap * 1000:0} ms");
        var y = Y(scenario);
        if (y < ring)
            return (true, $"streams: Y is {y:0.#}, below {ring}");
        if (measured?.EvictionReach is not { } reach)
            return measured is null ? (null, "not known: no run") : (true, "streams: nothing was evicted");
        if (reach.Certain == 0 && reach.OtherDrawsNeeded > y)
            return (true, $"streams: evictions take the video where Y is {reach.OtherDrawsNeeded:0} or more, it is {y:0.#}");
        var gap = Gaps(measured).OrderDescending().FirstOrDefault();
        return gap > (FramesToStream + 1) / fps
            ? (null, $"now and then: Y is {y:0.#}, and up to {gap * fps:0} frames come without an eviction")
            : (false, $"never: Y is {y:0.#}, not below {ring}, and at most {gap * fps:0} frames come without an eviction");
    }

    /// <summary>Draws at other places between two frames that the server counts as candidates for a stream.</summary>
    static double Y(Scenario scenario) => scenario.Chrome
        .Where(x => scenario.Mode == StreamingMode.All || (long)x.Size.Width * x.Size.Height >= SmallestPicture)
        .Sum(x => x.PerFrame ?? x.Rate!.Value / scenario.Video.Fps);

    static IEnumerable<double> Gaps(RunFigures run) =>
        run.Timeline is { } timeline ? timeline.FreeSome.Zip(timeline.FreeSome.Skip(1), (a, b) => b - a) : [];
}
