using SpiceTrial.Debian;

namespace SpiceTrial.Hosts;

/// <summary>What <c>read-libraries.sh</c> printed. Nothing of it is believed to be well-formed.</summary>
/// <param name="Processes">Every qemu process, and every other one that has the library mapped.</param>
/// <param name="InstalledBuildId">Of the installed library.</param>
/// <param name="Intact">Whether the installed library is the file that dpkg installed; <c>null</c> where there is none.</param>
/// <param name="OurBuildId">What the open transaction installs.</param>
/// <param name="OurVersion">The version of that.</param>
/// <param name="KeptStockBuildId">Of the library in the package that the open transaction has kept for the way back.</param>
sealed record LibraryReading(
    IReadOnlyList<ProcessReading> Processes, string? InstalledBuildId, bool? Intact, string? OurBuildId, string? OurVersion,
    string? KeptStockBuildId)
{
    /// <exception cref="TrialException">The script did not come to its end.</exception>
    public static async Task<LibraryReading> ParseAsync(string output, string host, CancellationToken cancellationToken)
    {
        var lines = output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(x => x.Split('\t')).ToLookup(x => x[0], x => x[1..]);
        if (!lines["end"].Any())
            throw new TrialException(
                "the host did not say all that was asked of it", host, "Run it again; look at the host where that does not help");
        var buildIds = new Dictionary<string, string?>(StringComparer.Ordinal);
        foreach (var file in lines["file"].Where(x => x.Length == 2))
        {
            using var content = new MemoryStream(Bytes(file[1]));
            buildIds[file[0]] = await BuildId.OfElfAsync(content, cancellationToken);
        }

        var clock = Clock.Parse(lines["clock"].FirstOrDefault());
        var ours = lines["ours"].FirstOrDefault(x => x.Length == 2);
        return new(
            [.. lines["process"].Where(x => x.Length == 4)
                .Select(x => Process(x, clock, lines["map"].Where(map => map.Length == 4 && map[0] == x[0]), buildIds))
                .OfType<ProcessReading>()],
            buildIds.GetValueOrDefault("installed"),
            lines["intact"].FirstOrDefault() is [var intact] ? intact == "yes" : null,
            ours?[0],
            ours?[1],
            buildIds.GetValueOrDefault("stock"));
    }

    static ProcessReading? Process(string[] fields, Clock? clock, IEnumerable<string[]> maps, Dictionary<string, string?> buildIds)
    {
        if (!int.TryParse(fields[0], NumberStyles.None, null, out var pid))
            return null;
        var arguments = Text(fields[3]).TrimEnd('\0').Split('\0');
        return new(
            pid,
            Path.GetFileName(Text(fields[2]).Replace(ProcessReading.Gone, "", StringComparison.Ordinal)),
            arguments,
            long.TryParse(fields[1], NumberStyles.None, null, out var ticks) ? clock?.TimeOf(ticks) : null,
            [.. maps.Select(x => new MappedLibrary(
                buildIds.GetValueOrDefault(x[1]), Text(x[3]).EndsWith(ProcessReading.Gone, StringComparison.Ordinal))).Distinct()]);
    }

    static string Text(string encoded) => Encoding.UTF8.GetString(Bytes(encoded));

    static byte[] Bytes(string encoded)
    {
        var bytes = new byte[encoded.Length];
        return Convert.TryFromBase64String(encoded, bytes, out var length) ? bytes[..length] : [];
    }

    /// <summary>Turns the kernel's ticks since the boot into times.</summary>
    sealed record Clock(long TicksPerSecond, DateTimeOffset Boot)
    {
        // The last second of the year 9999, which is as far as a time goes here.
        const long Latest = 253402300799;

        public static Clock? Parse(string[]? fields) =>
            fields is [var ticks, var boot] && long.TryParse(ticks, NumberStyles.None, null, out var perSecond) && perSecond > 0
            && long.TryParse(boot, NumberStyles.None, null, out var seconds) && seconds < Latest / 2
                ? new(perSecond, DateTimeOffset.FromUnixTimeSeconds(seconds))
                : null;

        public DateTimeOffset? TimeOf(long ticks) =>
            ticks / TicksPerSecond < Latest / 2 ? Boot + TimeSpan.FromSeconds((double)ticks / TicksPerSecond) : null;
    }
}
