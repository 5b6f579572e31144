namespace SpiceTrial.Trial;

/// <summary>libvirt appends each start of a domain to one log: what belongs to earlier processes, which may have had another library, is
/// cut off.</summary>
static class LastRun
{
    const string Start = ": starting up libvirt version:";

    /// <summary>Keeps the part from the last start on.</summary>
    /// <returns>When that was, or <c>null</c> where the beginning was rolled away: then all of it is the last process's.</returns>
    public static async Task<DateTimeOffset?> KeepAsync(string log, CancellationToken cancellationToken)
    {
        long offset = 0, found = -1;
        DateTimeOffset? time = null;
        await using (var reading = File.OpenRead(log))
        {
            // Byte by byte the offsets are the file's own, whatever garbage stands in it.
            using var lines = new StreamReader(reading, Encoding.Latin1, detectEncodingFromByteOrderMarks: false, 1 << 16);
            while (await lines.ReadLineAsync(cancellationToken) is { } line)
            {
                if (line.Length > 60 && line.Contains(Start, StringComparison.Ordinal) && TimeOf(line) is { } started)
                    (found, time) = (offset, started);
                offset += line.Length + 1;
            }
        }

        if (found > 0)
            await CutAsync(log, found, cancellationToken);
        return time;
    }

    static DateTimeOffset? TimeOf(string line) =>
        DateTimeOffset.TryParseExact(
            line[..28], "yyyy-MM-dd HH:mm:ss.fffzzz", null, DateTimeStyles.AdjustToUniversal, out var time)
        || DateTimeOffset.TryParse(line[..28], null, DateTimeStyles.AdjustToUniversal, out time) ? time : null;

    static async Task CutAsync(string log, long offset, CancellationToken cancellationToken)
    {
        var kept = log + ".last";
        await using (var reading = File.OpenRead(log))
        {
            reading.Position = offset;
            await using var writing = OwnFolder.CreateFile(kept, FileMode.Create);
            await reading.CopyToAsync(writing, cancellationToken);
        }

        File.Move(kept, log, overwrite: true);
    }
}
