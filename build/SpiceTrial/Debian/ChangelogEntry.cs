namespace SpiceTrial.Debian;

/// <summary>Puts our entry on top of debian/changelog (Debian Policy 4.4).</summary>
static class ChangelogEntry
{
    public const string Maintainer = "spice-trial <spice-trial@localhost.invalid>";

    /// <summary>Returns the entry's time, that of the entry below it.</summary>
    public static async Task<DateTimeOffset> AddAsync(
        string tree, string source, string version, TraceItems items, CancellationToken cancellationToken)
    {
        var path = Path.Combine(tree, "debian", "changelog");
        var date = (await ReadAsync(tree, cancellationToken)).Required("Date", path);
        var change = items.IsStock
            ? "Control build of the spice-trial experiment: the source is unchanged."
            : $"Trial build: NUM_TRACE_ITEMS is {items.Count} instead of {TraceItems.Stock}. Not for general use.";
        var entry = $"{source} ({version}) UNRELEASED; urgency=medium\n\n  * {change}\n\n -- {Maintainer}  {date}\n\n";
        await File.WriteAllTextAsync(path, entry + await File.ReadAllTextAsync(path, cancellationToken), cancellationToken);
        var read = await ReadAsync(tree, cancellationToken);
        if (read["Version"] != version)
            throw new TrialException($"dpkg-parsechangelog does not read {version} from the new entry", path);
        return DateTimeOffset.FromUnixTimeSeconds(long.Parse(read.Required("Timestamp", path)));
    }

    static async Task<Deb822> ReadAsync(string tree, CancellationToken cancellationToken) => Deb822.Parse(
        await Programs.OutputOfAsync(
            new ProgramCall("dpkg-parsechangelog") { WorkingDirectory = tree }, "debian/changelog can't be read", cancellationToken), tree);
}
