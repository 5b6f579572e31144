using SpiceTrial.Sessions;

namespace SpiceTrial.Verdicts;

/// <summary>One run given twice, under whatever name and however much of it: it must not count as two.</summary>
static class SameRun
{
    // So many events at the same microsecond, in the same order and with none between them, are no chance.
    const int Events = 5;

    /// <summary>
    /// Times to a fraction of a second and every count agree, or a part of one log is a part of the other; and the libraries are not known
    /// to differ. Parts are found where a date stands: of logs without one (GLib's own prefix) only whole copies are.
    /// </summary>
    public static bool Is(RunFigures one, RunFigures other) =>
        !Differ(one.Arm.TraceItems, other.Arm.TraceItems) && !Differ(one.Arm.BuildId, other.Arm.BuildId)
            && (IsWhole(one, other) || IsPart(one, other));

    static bool IsWhole(RunFigures one, RunFigures other) =>
        one.Start == other.Start && one.DurationSeconds is { } seconds && seconds == other.DurationSeconds
        && (one.Ooms, one.FreeSome, one.Creates, one.Stops) == (other.Ooms, other.FreeSome, other.Creates, other.Stops);

    /// <summary>What both logs tell of the time that both were written in is the same, and it is most of the shorter one.</summary>
    static bool IsPart(RunFigures one, RunFigures other)
    {
        if (one.Start is not { } start || other.Start is not { } otherStart)
            return false;
        var (from, to) = (Math.Max(Microseconds(start), Microseconds(otherStart)), Math.Min(End(one, start), End(other, otherStart)));
        var (all, others) = (Times(one, start), Times(other, otherStart));
        // Without the edges: a cut may part lines of the same microsecond.
        var both = all.Where(x => x > from && x < to).ToList();
        return both.Count >= Math.Max(Events, Math.Min(all.Count, others.Count) / 2)
            && both.SequenceEqual(others.Where(x => x > from && x < to));
    }

    static long End(RunFigures run, DateTimeOffset start) => Microseconds(start) + Microseconds(run.DurationSeconds ?? 0);

    static List<long> Times(RunFigures run, DateTimeOffset start) => run.Timeline is { } timeline
        ? [.. timeline.Ooms.Concat(timeline.FreeSome).Concat(timeline.Streams.Select(x => x.From))
            .Select(x => Microseconds(start) + Microseconds(x)).Order()]
        : [];

    static long Microseconds(DateTimeOffset time) => time.UtcTicks / TimeSpan.TicksPerMicrosecond;

    static long Microseconds(double seconds) => (long)Math.Round(seconds * 1e6);

    static bool Differ<T>(T? one, T? other) => one is not null && other is not null && !one.Equals(other);
}
