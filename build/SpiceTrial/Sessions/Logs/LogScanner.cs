namespace SpiceTrial.Sessions;

/// <summary>Finds the lines that matter in a piece of a log.</summary>
static class LogScanner
{
    // The first and last lines of a piece may have no time (an argument block, garbage); further away it matters to nobody.
    const int LinesLookedAt = 200;

    /// <param name="text">Whole lines; the last one's end may be missing.</param>
    /// <param name="batch">Takes what matters; it was cleared.</param>
    public static void Scan(ReadOnlySpan<byte> text, LogBatch batch)
    {
        (batch.Length, batch.IsTorn) = (text.Length, text is [.., not (byte)'\n']);
        (batch.First, batch.FirstSource) = (FirstTime(text, out var firstSource), firstSource);
        (batch.Last, batch.LastSource) = (LastTime(text, out var lastSource), lastSource);
        var fingerprints = new Fingerprints();
        var prefixes = default(LinePrefix);
        var (start, end, known) = (0, 0, 0);
        for (var at = fingerprints.Next(text, 0); at >= 0; at = fingerprints.Next(text, at + 1))
        {
            if (LogLines.At(text, at, out var rest) is not { } line)
                continue;
            // A line may hold many arguments.
            if (at >= end)
            {
                start = end + text[end..at].LastIndexOf((byte)'\n') + 1;
                end = text[at..].IndexOf((byte)'\n') is >= 0 and var length ? at + length : text.Length;
            }

            if ((line.IsComment && at - start != line.Middle) || (line.IsNoWarning && IsWarning(text[start..at])))
                continue;
            if (line.StartsRun)
                batch.TimesBefore.Add(LastTime(text[..start], out _));
            batch.HasSpice |= line.IsOfServer;
            var found = new LogEvent(line, prefixes.Time(text[start..end], out var source), source);
            if (source != known && source != 0)
                batch.Sources.TryAdd(known = source, Encoding.UTF8.GetString(prefixes.SourceName));
            line.Read?.Invoke(ref found, new(text[rest..end]));
            batch.Events.Add(found);
            at = line.IsArgument ? rest : end;
        }

        batch.HasSpice = batch.HasSpice || text.IndexOf("Spice: "u8) >= 0 || text.IndexOf("Spice-"u8) >= 0;
    }

    /// <summary>As qemu and GLib write a spice-server's level.</summary>
    static bool IsWarning(ReadOnlySpan<byte> before) =>
        before.IndexOf("warning: Spice"u8) >= 0 || before.IndexOf("Spice-WARNING"u8) >= 0;

    static LineTime FirstTime(ReadOnlySpan<byte> text, out int source)
    {
        source = 0;
        var prefixes = default(LinePrefix);
        for (var lines = 0; lines < LinesLookedAt && text.Length > 0; lines++)
        {
            var end = text.IndexOf((byte)'\n');
            var time = prefixes.Time(end < 0 ? text : text[..end], out source);
            if (time.IsKnown || end < 0)
                return time;
            text = text[(end + 1)..];
        }

        return default;
    }

    static LineTime LastTime(ReadOnlySpan<byte> text, out int source)
    {
        source = 0;
        var prefixes = default(LinePrefix);
        for (var lines = 0; lines < LinesLookedAt && text.Length > 0; lines++)
        {
            var start = text.LastIndexOf((byte)'\n') + 1;
            var time = prefixes.Time(text[start..], out source);
            if (time.IsKnown || start == 0)
                return time;
            text = text[..(start - 1)];
        }

        return default;
    }
}
