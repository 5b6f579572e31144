using System.Runtime.CompilerServices;

namespace SpiceTrial.Sessions.Logs;

/// <summary>Finds the lines that matter in a piece of a log. It keeps nothing between pieces, so several can be scanned at once.</summary>
static class LogScanner
{
    // The first and last lines of a piece may have no time (an argument block, garbage); further away it matters to nobody.
    const int LinesLookedAt = 200;

    /// <param name="text">Whole lines; the last one's end may be missing.</param>
    /// <param name="batch">Takes what matters.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Scan(ReadOnlySpan<byte> text, LogBatch batch)
    {
        var fingerprints = new Fingerprints();
        var prefixes = default(LinePrefix);
        batch.First = FirstTime(text);
        batch.Last = LastTime(text);
        var done = 0;
        for (var at = fingerprints.Next(text, 0); at >= 0; at = fingerprints.Next(text, at + 1))
        {
            if (!LineMatch.Try(text, at, out var kind, out var rest))
                continue;
            var start = text[done..at].LastIndexOf((byte)'\n') + 1 + done;
            var length = text[rest..].IndexOf((byte)'\n');
            var end = length < 0 ? text.Length : rest + length;
            // A comment at the beginning of a line only.
            if (kind == LogEventKind.Synthetic && at - start != 1)
                continue;
            if (kind is LogEventKind.DomainStarts or LogEventKind.ServerSetUp or LogEventKind.ServerStarts)
                batch.TimesBefore.Add(LastTime(text[..start]));
            var time = prefixes.Time(text[start..end], out var process);
            LineParser.Read(kind, time, process, text[rest..end], out batch.Add());
            at = done = end;
        }

        batch.HasSpice = batch.HasServerEvent || text.IndexOf("Spice: "u8) >= 0 || text.IndexOf("Spice-"u8) >= 0;
    }

    static LineTime FirstTime(ReadOnlySpan<byte> text)
    {
        var prefixes = default(LinePrefix);
        for (var lines = 0; lines < LinesLookedAt && text.Length > 0; lines++)
        {
            var end = text.IndexOf((byte)'\n');
            var time = prefixes.Time(end < 0 ? text : text[..end], out _);
            if (time.IsKnown || end < 0)
                return time;
            text = text[(end + 1)..];
        }

        return default;
    }

    static LineTime LastTime(ReadOnlySpan<byte> text)
    {
        var prefixes = default(LinePrefix);
        for (var lines = 0; lines < LinesLookedAt && text.Length > 0; lines++)
        {
            var start = text.LastIndexOf((byte)'\n') + 1;
            var time = prefixes.Time(text[start..], out _);
            if (time.IsKnown || start == 0)
                return time;
            text = text[..(start - 1)];
        }

        return default;
    }
}
