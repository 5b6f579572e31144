using SpiceTrial.Sessions;
using SpiceTrial.Verdicts;

namespace SpiceTrial.Testing;

/// <summary>Puts what the guest saw and what the server's log says on one clock.</summary>
static class RehearsalFigures
{
    /// <summary>A stream that existed for less of a play is none that a viewer would notice.</summary>
    const double LeastStreaming = 1;

    public static RehearsalRun Of(
        RehearsalStep step, GuestLog guest, IReadOnlyList<string> kernel, RunFigures run, string bundle)
    {
        var size = new VideoSize(step.Scenario.Video.Size.Width, step.Scenario.Video.Size.Height);
        var streams = Streams(run, size);
        var made = PlayClock.Correct(step.Scenario, guest.Plays, run);
        var plays = made.Where(x => x.Seconds is not null).Select(x => Within(x, streams)).ToList();
        return new(step.Tag, step.Scenario.Name, step.RingSize, step.Pair)
        {
            PlaysOffered = plays.Count,
            PlaysEngaged = plays.Count(x => x.Sum(y => y.Seconds) >= LeastStreaming),
            PlaysLost = plays.Count(x => x.Any(y => y.IsLost)),
            PlaysReturned = plays.Count(x => x.SkipLast(1).Any(y => y.IsLost)),
            Ooms = run.Ooms,
            FreeSome = run.FreeSome,
            Freezes = Freezes(made, run).Count,
            GuestDriverFreezes = run.Freezes.Count(x => x.Cause == FreezeCause.GuestDriver),
            FramesPerSecond = guest.Plays.Where(x => x is { Frames: not null, Seconds: > 0 }).ToList() is { Count: > 0 } whole
                ? Math.Round(whole.Sum(x => x.Frames!.Value) / whole.Sum(x => x.Seconds!.Value), 1) : null,
            GuestKernelMessages = kernel,
            Trouble = Trouble(guest, run),
            Bundle = bundle,
            Plays = made,
        };
    }

    static string? Trouble(GuestLog guest, RunFigures run) =>
        run.Crashed ? $"{RehearsalRun.ItsProcess}crashed"
        : guest.Trouble is { } trouble ? trouble
        : guest.IsOver ? null
        : run.Ended is { } end and not RunFigures.Captured ? $"{RehearsalRun.ItsProcess}ended: {end}"
        : RehearsalRun.NeverEnded;

    /// <summary>Freezes of the guest. A log without OOMs and without a stream is silent while the guest draws: that is none.</summary>
    public static IReadOnlyList<Freeze> Freezes(IReadOnlyList<GuestPlay> plays, RunFigures run) =>
    [
        .. run.Freezes.Where(x => x.IsStuck || x.Cause == FreezeCause.GuestDriver || run.Start is not { } start
            || !plays.Any(y => DrewIn(y, start.AddSeconds(x.Start), start.AddSeconds(x.Start + x.Seconds)))),
    ];

    // It lasted there for longer than its longest time between two frames.
    static bool DrewIn(GuestPlay play, DateTimeOffset from, DateTimeOffset to) => play is { Seconds: { } seconds, LongestGap: { } gap }
        && (Earlier(to, play.Start.AddSeconds(seconds)) - Later(from, play.Start)).TotalSeconds > gap;

    /// <summary>The video's streams in UTC; where the log carries no times, none.</summary>
    public static IReadOnlyList<(DateTimeOffset From, DateTimeOffset To)> Streams(RunFigures run, VideoSize size)
    {
        if (run is not { Start: { } start, Timeline: { } timeline })
            return [];
        var regions = size.In(run).Select(x => x.Region).ToList();
        var end = start.AddSeconds(run.DurationSeconds ?? 0);
        return [.. timeline.Streams
            .Where(x => x.Region >= 0 && x.Region < run.Regions.Count && regions.Any(y => ReferenceEquals(y, run.Regions[x.Region])))
            .OrderBy(x => x.From)
            .Select(x => (start.AddSeconds(x.From), x.To is { } to ? start.AddSeconds(to) : end))];
    }

    static List<(double Seconds, bool IsLost)> Within(GuestPlay play, IReadOnlyList<(DateTimeOffset From, DateTimeOffset To)> streams)
    {
        var end = play.Start.AddSeconds(play.Seconds!.Value);
        return [.. streams.Where(x => x.From < end && x.To > play.Start).Select(x => (
            (Earlier(x.To, end) - Later(x.From, play.Start)).TotalSeconds,
            // A stream without a frame is stopped after a second: one that ends earlier was not ended by the play.
            x.To < end))];
    }

    static DateTimeOffset Earlier(DateTimeOffset a, DateTimeOffset b) => a < b ? a : b;

    static DateTimeOffset Later(DateTimeOffset a, DateTimeOffset b) => a > b ? a : b;
}
