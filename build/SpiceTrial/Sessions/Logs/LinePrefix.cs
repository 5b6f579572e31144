namespace SpiceTrial.Sessions;

/// <summary>
/// The known prefixes of a log's lines: qemu's (<c>-msg timestamp=on</c>, ISO 8601 in UTC), libvirt's (the same with a blank and an
/// offset), GLib's own (<c>(process:4711): Spice-DEBUG: 06:09:21.004: </c>) and a test harness's (<c>[12.345678] </c>).
/// </summary>
ref struct LinePrefix
{
    // GLib's prefix before the time: "** (a-program-name:1234567): Spice-WARNING **: ".
    const int LongestName = 120;

    // "2026-11-23T22:39:41", behind which a fraction and the zone may stand.
    const int Zone = 19;

    // Of a terminal, such as "[01;31m".
    const int LongestEscape = 12;

    LineSource sources;

    /// <summary>The words by which the last source was known.</summary>
    public readonly ReadOnlySpan<byte> SourceName => sources.Name;

    /// <param name="line">From its beginning.</param>
    /// <param name="source">Whose line it is: the process id of GLib's prefix, something negative where another prefix tells, else
    /// 0.</param>
    public LineTime Time(ReadOnlySpan<byte> line, out int source)
    {
        source = 0;
        if (line.Length < 4)
            return default;
        switch (line[0])
        {
            case >= (byte)'0' and <= (byte)'9':
                var time = Iso(line);
                source = sources.Of(time.IsKnown ? line[Zone..] : line, isTimed: time.IsKnown);
                return time;
            case (byte)'[' when Elapsed(line) is { IsKnown: true } elapsed:
                source = sources.Of(line[line.IndexOf((byte)']')..], isTimed: true);
                return elapsed;
            case (byte)'(' or (byte)'*':
                return GLib(line, out source);
            case 0x1b when line.IndexOf((byte)'m') is > 0 and < LongestEscape and var end:
                return Time(line[(end + 1)..], out source);
            default:
                source = sources.Of(line, isTimed: false);
                return LineSource.Container(line) is > 0 and var inner ? Time(line[inner..], out _) : default;
        }
    }

    static LineTime Iso(ReadOnlySpan<byte> line)
    {
        if (line.Length < 20 || line[4] != '-' || line[7] != '-' || line[10] is not ((byte)'T' or (byte)' '))
            return default;
        int year = Digits(line, 0, 4), month = Digits(line, 5, 2), day = Digits(line, 8, 2);
        if (year is < 1970 or > 9998 || month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(year, month))
            return default;
        var time = TimeOfDay(line[11..], out var length);
        if (time < 0)
            return default;
        var ticks = new DateTime(year, month, day).Ticks + time;
        return Offset(line[(11 + length)..]) is { } offset ? new(Clock.Utc, ticks - offset) : default;
    }

    /// <summary>Ticks that the zone is ahead of UTC, or <c>null</c> where no zone stands.</summary>
    static long? Offset(ReadOnlySpan<byte> zone)
    {
        if (zone.Length > 0 && zone[0] == 'Z')
            return 0;
        if (zone.Length < 5 || zone[0] is not ((byte)'+' or (byte)'-'))
            return null;
        int hours = Digits(zone, 1, 2), minutes = Digits(zone, zone[3] == ':' ? 4 : 3, 2);
        if (hours is < 0 or > 14 || minutes is < 0 or > 59)
            return null;
        var ticks = (hours * TimeSpan.TicksPerHour) + (minutes * TimeSpan.TicksPerMinute);
        return zone[0] == '+' ? ticks : -ticks;
    }

    static LineTime Elapsed(ReadOnlySpan<byte> line)
    {
        var at = 1;
        while (at < line.Length && line[at] == ' ')
            at++;
        var start = at;
        long seconds = 0;
        while (at < line.Length && at - start < 10 && line[at] is >= (byte)'0' and <= (byte)'9')
            seconds = (seconds * 10) + line[at++] - '0';
        if (at == start || at >= line.Length)
            return default;
        var ticks = seconds * TimeSpan.TicksPerSecond;
        if (line[at] == '.')
        {
            ticks += Fraction(line[at..], out var length);
            at += length;
        }

        return at < line.Length && line[at] == ']' ? new(Clock.Elapsed, ticks) : default;
    }

    LineTime GLib(ReadOnlySpan<byte> line, out int process)
    {
        process = 0;
        var head = line[..Math.Min(line.Length, LongestName)];
        var open = head.IndexOf((byte)'(');
        var close = head.IndexOf("): "u8);
        if (open < 0 || close < open || (open > 0 && !head[..open].SequenceEqual("** "u8)))
            return default;
        var name = head[(open + 1)..close];
        process = Number(name[(name.LastIndexOf((byte)':') + 1)..]);
        sources.Name = name;
        // The level stands between the process and the time, with or without " **".
        var level = head[(close + 3)..].IndexOf(": "u8);
        if (level < 0)
            return default;
        var at = close + 3 + level + 2;
        if (line.Length < at + 9)
            return default;
        var time = TimeOfDay(line[at..], out var length);
        return time >= 0 && line[(at + length)..] is [(byte)':', ..] ? new(Clock.TimeOfDay, time) : default;
    }

    /// <summary>HH:MM:SS with an optional fraction, in ticks; -1 where none stands.</summary>
    static long TimeOfDay(ReadOnlySpan<byte> text, out int length)
    {
        length = 8;
        if (text.Length < 8 || text[2] != ':' || text[5] != ':')
            return -1;
        int hours = Digits(text, 0, 2), minutes = Digits(text, 3, 2), seconds = Digits(text, 6, 2);
        if (hours is < 0 or > 23 || minutes is < 0 or > 59 || seconds is < 0 or > 60)
            return -1;
        var ticks = (((((hours * 60) + minutes) * 60L) + seconds) * TimeSpan.TicksPerSecond);
        if (text.Length > 8 && text[8] == '.')
        {
            ticks += Fraction(text[8..], out var digits);
            length += digits;
        }

        return ticks;
    }

    /// <summary>Ticks of a fraction of a second that begins with its point; finer digits are passed over.</summary>
    static long Fraction(ReadOnlySpan<byte> text, out int length)
    {
        length = 1;
        long ticks = 0, unit = TimeSpan.TicksPerSecond / 10;
        while (length < text.Length && text[length] is >= (byte)'0' and <= (byte)'9')
        {
            ticks += (text[length++] - '0') * unit;
            unit /= 10;
        }

        return ticks;
    }

    static int Digits(ReadOnlySpan<byte> text, int at, int count)
    {
        if (text.Length < at + count)
            return -1;
        var number = 0;
        for (var i = at; i < at + count; i++)
        {
            if (text[i] is < (byte)'0' or > (byte)'9')
                return -1;
            number = (number * 10) + text[i] - '0';
        }

        return number;
    }

    internal static int Number(ReadOnlySpan<byte> text) => text.Length is > 0 and < 10 ? Math.Max(Digits(text, 0, text.Length), 0) : 0;
}
