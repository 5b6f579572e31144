using SpiceTrial.Sessions;

namespace SpiceTrial.Verdicts;

/// <summary>A run that was looked at, known again under another name and when its log is cut.</summary>
/// <param name="Tag">Its name at that time.</param>
/// <param name="Marks">Times to the microsecond of some of its events, chosen by the times themselves so that any part of the log has its
/// own.</param>
public sealed record LookedRun(string Tag, IReadOnlyList<long> Marks)
{
    // One event in so many is kept, and no more than that of a run.
    const int OneIn = 8;
    const int Most = 64;

    public static LookedRun Of(RunFigures run)
    {
        long Microseconds(double seconds) => ((run.Start?.UtcTicks ?? 0) / TimeSpan.TicksPerMicrosecond) + (long)Math.Round(seconds * 1e6);
        long[] times = [.. run.Timeline is { } timeline
            ? timeline.Ooms.Concat(timeline.Streams.Select(x => x.From)).Select(Microseconds).Order() : (IEnumerable<long>)[]];
        long[] chosen = [.. times.Where(x => Hash(x) % OneIn == 0).Take(Most)];
        // One without any event is known by its start alone; dead runs of two trials are not the same run.
        return new(run.Tag, chosen.Length > 0 ? chosen : times.Length > 0 ? times[..1] : run.Start is null ? [] : [Microseconds(0)]);
    }

    public bool Is(LookedRun other) => Marks.Intersect(other.Marks).Any() || (Marks.Count + other.Marks.Count == 0 && Tag == other.Tag);

    // Times are often whole milliseconds: mixed, all are as likely to be kept (Knuth, TAOCP 6.4, multiplicative hashing).
    static ulong Hash(long time) => ((ulong)time * 0x9E3779B97F4A7C15) >> 40;
}
