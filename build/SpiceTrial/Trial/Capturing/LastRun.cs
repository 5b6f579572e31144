namespace SpiceTrial.Trial;

/// <summary>libvirt appends each start of a domain to one log: what belongs to earlier processes, which may have had another library, is
/// cut off.</summary>
static class LastRun
{
    const string Start = "^.{28}: starting up libvirt version:";

    /// <summary>Keeps the part from the last start on.</summary>
    /// <returns>When that was, or <c>null</c> where the beginning was rolled away: then all of it is the last process's.</returns>
    public static async Task<DateTimeOffset?> KeepAsync(string log, CancellationToken cancellationToken)
    {
        // OFFSET:LINE, in bytes of the file, whatever garbage stands in it. 1: there is none.
        var found = await Programs.RunAsync(
            new("grep", "--text", "--byte-offset", "--only-matching", "--extended-regexp", "--", Start, log), cancellationToken);
        if (found.ExitCode != 1)
            found.OrThrow("the log can't be searched");
        var (offset, time) = found.Output.Split('\n').Select(x => x.Split(':', 2)).Where(x => x is [_, { Length: > 28 }])
            .Select(x => (Offset: long.TryParse(x[0], out var at) ? at : 0, Time: TimeOf(x[1][..28])))
            .LastOrDefault(x => x.Time is not null);
        if (offset > 0)
            await CutAsync(log, offset, cancellationToken);
        return time;
    }

    static DateTimeOffset? TimeOf(string text) =>
        DateTimeOffset.TryParseExact(text, "yyyy-MM-dd HH:mm:ss.fffzzz", null, DateTimeStyles.AdjustToUniversal, out var time)
        || DateTimeOffset.TryParse(text, null, DateTimeStyles.AdjustToUniversal, out time) ? time : null;

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
