using System.Runtime.CompilerServices;

namespace SpiceTrial.Sessions;

/// <summary>
/// The known prefixes of a log's lines: qemu's (<c>-msg timestamp=on</c>, ISO 8601 in UTC), libvirt's (the same with a blank and an
/// offset), GLib's own (<c>(process:4711): Spice-DEBUG: 06:09:21.004: </c>) and a test harness's (<c>[12.345678] </c>).
/// </summary>
/// <remarks>It remembers the last prefix up to its minute: most lines have the same one. Not for several threads at once.</remarks>
sealed partial class LinePrefix
{
    // GLib's prefix is "** (a-program-name:1234567): Spice-WARNING **: 06:09:21.004: ".
    const int Longest = 160;

    readonly byte[] minute = new byte[Longest];
    int minuteLength;
    LineTime atMinute;
    int minutesProcess;
    byte behindSeconds;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public LineTime Time(ReadOnlySpan<byte> line, out int process)
    {
        process = minutesProcess;
        if (minuteLength > 0 && line.StartsWith(minute.AsSpan(0, minuteLength)) && Seconds(line[minuteLength..]) is >= 0 and var ticks)
            return atMinute with { Ticks = atMinute.Ticks + ticks };
        process = 0;
        return line is [(>= (byte)'0' and <= (byte)'9') or (byte)'[' or (byte)'(' or (byte)'*', ..] ? Any(line, out process) : default;
    }

    /// <summary>Ticks of <c>SS.ffffff</c> where what is expected stands behind it, else -1; finer digits are passed over.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    long Seconds(ReadOnlySpan<byte> text)
    {
        if (text.Length < 4 || (uint)(text[0] - '0') > 5 || (uint)(text[1] - '0') > 9)
            return -1;
        var ticks = (((text[0] - '0') * 10) + text[1] - '0') * TimeSpan.TicksPerSecond;
        var at = 2;
        if (text[at] == '.')
        {
            var unit = TimeSpan.TicksPerSecond;
            for (at++; at < text.Length && (uint)(text[at] - '0') <= 9; at++)
                ticks += (text[at] - '0') * (unit /= 10);
        }

        return at < text.Length && text[at] == behindSeconds ? ticks : -1;
    }

    LineTime Any(ReadOnlySpan<byte> line, out int process)
    {
        var match = Known().Match(Encoding.Latin1.GetString(line[..Math.Min(line.Length, Longest)]));
        var groups = match.Groups;
        process = int.TryParse(groups["process"].ValueSpan, out var number) ? number : 0;
        if (groups["elapsed"] is { Success: true } elapsed)
            return new(Clock.Elapsed, Ticks(elapsed));
        if (!groups["seconds"].Success)
            return default;
        var ticks = TimeSpan.Parse(groups["minute"].ValueSpan).Ticks;
        var clock = groups["date"].Success ? Clock.Utc : Clock.TimeOfDay;
        if (clock == Clock.Utc)
        {
            if (!DateOnly.TryParseExact(groups["date"].ValueSpan, "yyyy-MM-dd", out var date) || date.Year is < 1970 or > 9998)
                return default;
            ticks += date.DayNumber * TimeSpan.TicksPerDay;
            if (groups["hours"].Success)
                ticks -= (groups["sign"].ValueSpan is "-" ? -1 : 1)
                    * new TimeSpan(int.Parse(groups["hours"].ValueSpan), int.Parse(groups["minutes"].ValueSpan), 0).Ticks;
        }

        if (!groups["hours"].Success)
        {
            minuteLength = groups["seconds"].Index;
            line[..minuteLength].CopyTo(minute);
            (atMinute, minutesProcess, behindSeconds) = (new(clock, ticks), process, (byte)(clock == Clock.Utc ? 'Z' : ':'));
        }

        return new(clock, ticks + Ticks(groups["seconds"]));
    }

    static long Ticks(Group seconds) => (long)(decimal.Parse(seconds.ValueSpan) * TimeSpan.TicksPerSecond);

    const string ToSeconds = @"(?<minute>([01]\d|2[0-3]):[0-5]\d):(?<seconds>([0-5]\d|60)(\.\d*)?)";

    const string Iso = $@"(?<date>\d{{4}}-\d\d-\d\d)[T ]{ToSeconds}(Z|(?<sign>[+-])(?<hours>0\d|1[0-4]):?(?<minutes>[0-5]\d))";

    const string GLib = $@"(\*\* )?\(.*?(?<process>(?<=[:(])\d{{1,9}})?\): ([^:]*: {ToSeconds}:)?";

    [GeneratedRegex($@"^({Iso}|{GLib}|\[ *(?<elapsed>\d{{1,10}}(\.\d*)?)\])", RegexOptions.ExplicitCapture)]
    private static partial Regex Known();
}
