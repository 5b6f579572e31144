namespace SpiceTrial.Trial;

/// <summary>libvirt appends each start of a domain to one log: what belongs to earlier processes, which may have had another library, is
/// cut off.</summary>
static class LastRun
{
    // More than any line of libvirt's has before its words.
    const int Longest = 200;

    const string Start = ": starting up libvirt version:";

    /// <summary>Keeps the part from the last start on.</summary>
    /// <returns>When that was, or <c>null</c> where the beginning was rolled away: then all of it is the last process's.</returns>
    public static async Task<DateTimeOffset?> KeepAsync(string log, CancellationToken cancellationToken)
    {
        long position = 0, line = 0, found = -1;
        DateTimeOffset? time = null;
        await using (var reading = File.OpenRead(log))
        {
            // Byte by byte the offsets are the file's own, whatever garbage stands in it and however long its lines are.
            var (block, beginning) = (new byte[1 << 16], new List<byte>(Longest));
            for (int count; (count = await reading.ReadAsync(block, cancellationToken)) > 0;)
            {
                foreach (var octet in block.AsSpan(0, count))
                {
                    position++;
                    if (octet == '\n')
                    {
                        See(beginning);
                        (line, beginning) = (position, []);
                    }
                    else if (beginning.Count < Longest)
                        beginning.Add(octet);
                }
            }

            See(beginning);
        }

        if (found > 0)
            await CutAsync(log, found, cancellationToken);
        return time;

        void See(List<byte> beginning)
        {
            var text = beginning.Count > 60 ? Encoding.Latin1.GetString([.. beginning]) : "";
            if (text.Contains(Start, StringComparison.Ordinal) && TimeOf(text) is { } started)
                (found, time) = (line, started);
        }
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
