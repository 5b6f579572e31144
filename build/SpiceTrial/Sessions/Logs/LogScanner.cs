using System.Runtime.CompilerServices;

namespace SpiceTrial.Sessions.Logs;

/// <summary>Finds the lines that matter in a piece of a log. It keeps nothing between pieces, so several can be scanned at once.</summary>
static class LogScanner
{
    // The first and last lines of a piece may have no time (an argument block, garbage); further away it matters to nobody.
    const int LinesLookedAt = 200;

    /// <param name="text">Whole lines; the last one's end may be missing.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static LogBatch Scan(ReadOnlySpan<byte> text)
    {
        var batch = new LogBatch { First = FirstTime(text), Last = LastTime(text) };
        var lineEnd = 0;
        for (var at = Fingerprints.Next(text, 0); at >= 0; at = Fingerprints.Next(text, at + 1))
        {
            var start = text[lineEnd..at].LastIndexOf((byte)'\n') + 1 + lineEnd;
            var length = text[at..].IndexOf((byte)'\n');
            var end = length < 0 ? text.Length : at + length;
            if (!LineParser.TryRead(text[start..end], at - start, out var found))
                continue;
            if (found.Kind is LogEventKind.DomainStarts or LogEventKind.ServerSetUp or LogEventKind.ServerStarts)
                batch.TimesBefore.Add(LastTime(text[..start]));
            batch.Events.Add(found);
            lineEnd = end;
            at = end;
        }

        batch.HasSpice = batch.Events.Exists(x => x.Kind is not (LogEventKind.DomainStarts or LogEventKind.ModeArgument or LogEventKind.Ends))
            || text.IndexOf("Spice: "u8) >= 0 || text.IndexOf("Spice-"u8) >= 0;
        return batch;
    }

    static LineTime FirstTime(ReadOnlySpan<byte> text)
    {
        for (var lines = 0; lines < LinesLookedAt && text.Length > 0; lines++)
        {
            var end = text.IndexOf((byte)'\n');
            var time = LinePrefix.Time(end < 0 ? text : text[..end], out _);
            if (time.IsKnown || end < 0)
                return time;
            text = text[(end + 1)..];
        }

        return default;
    }

    static LineTime LastTime(ReadOnlySpan<byte> text)
    {
        for (var lines = 0; lines < LinesLookedAt && text.Length > 0; lines++)
        {
            var start = text.LastIndexOf((byte)'\n') + 1;
            var time = LinePrefix.Time(text[start..], out _);
            if (time.IsKnown || start == 0)
                return time;
            text = text[..(start - 1)];
        }

        return default;
    }
}
