namespace SpiceTrial.Debian;

/// <summary>Unpacks a verified source, puts our patch on top of its quilt series and packs a source package again.</summary>
public sealed class PatchApplication(Action<string> progress)
{
    const string Format = "3.0 (quilt)";
    const string Maintainer = "spice-trial <spice-trial@localhost.invalid>";

    /// <param name="source">The verified source.</param>
    /// <param name="items">Entries of the ring; 8 leaves the source as it is but for the changelog.</param>
    /// <param name="series">The derived patches.</param>
    /// <param name="folder">An empty folder for the result.</param>
    /// <param name="cancellationToken">Ends the run.</param>
    public async Task<PatchedSource> RunAsync(
        SourcePackage source, TraceItems items, PatchSeries series, string folder, CancellationToken cancellationToken)
    {
        var tree = Path.Combine(folder, "tree");
        // It also copies the original archives here, where packing looks for them.
        await RunAsync(
            "the source can't be unpacked", folder, ["dpkg-source", "--no-check", "--extract", source.Dsc, tree], cancellationToken);
        var format = (await File.ReadAllTextAsync(Path.Combine(tree, "debian/source/format"), cancellationToken)).Trim();
        if (format != Format)
            throw new TrialException($"the source format is {format}, not {Format}", source.Dsc, "Only quilt sources can carry the patch");
        var chosen = series.For(source.Version);
        if (!items.IsStock && chosen.Count == 0)
            throw new TrialException(
                $"patches/series has no patch for {source.Source} {source.Version} "
                    + $"({string.Join("; ", series.Patches.Select(x => $"{x.Name}: {x.Versions}"))}){Environment.NewLine}"
                    + await PatchCheck.ConstantLinesAsync(tree, cancellationToken),
                source.Dsc,
                "Write a patch for that form of the constant and name it in patches/series with its range of versions") {
                    IsConflict = true };

        var patches = new List<FileRecord>();
        foreach (var (name, text, _) in chosen)
            patches.Add(await AddAsync(folder, tree, name, text, cancellationToken));
        var version = items.VersionOf(source.Version);
        var timestamp = await AddEntryAsync(tree, source.Source, version, items, cancellationToken);
        progress($"packing {source.Source} {version}");
        // It applies what the series has in addition, with fuzz 0, before it packs.
        await RunAsync("the patched source can't be packed", folder, ["dpkg-source", "--build", tree], cancellationToken);
        Directory.Delete(tree, recursive: true);

        var dsc = Path.Combine(folder, $"{source.Source}_{version.WithoutEpoch}.dsc");
        var control = SourceControl.Parse(await File.ReadAllTextAsync(dsc, cancellationToken), dsc);
        return new PatchedSource(
            source.Source, source.Version, version, items, folder,
            [await FileRecord.OfAsync(dsc, cancellationToken), .. control.Files], patches, timestamp, source.BuildDepends);
    }

    async Task<FileRecord> AddAsync(string folder, string tree, string name, string text, CancellationToken cancellationToken)
    {
        progress($"applying {name}");
        var patch = Path.Combine(folder, name);
        await File.WriteAllTextAsync(patch, text, cancellationToken);
        await PatchCheck.EnsureAppliesAsync(tree, patch, cancellationToken);
        var patches = Directory.CreateDirectory(Path.Combine(tree, "debian/patches")).FullName;
        File.Copy(patch, Path.Combine(patches, name));
        var series = Path.Combine(patches, "series");
        var before = File.Exists(series) ? (await File.ReadAllTextAsync(series, cancellationToken)).TrimEnd('\n') + "\n" : "";
        await File.WriteAllTextAsync(series, before.TrimStart('\n') + name + "\n", cancellationToken);
        return await FileRecord.OfAsync(patch, cancellationToken);
    }

    /// <summary>Puts our entry on top of debian/changelog (Debian Policy 4.4).</summary>
    /// <returns>The entry's time, that of the entry below it, so that equal input gives equal bytes.</returns>
    static async Task<DateTimeOffset> AddEntryAsync(
        string tree, string source, DebianVersion version, TraceItems items, CancellationToken cancellationToken)
    {
        var path = Path.Combine(tree, "debian", "changelog");
        var below = Deb822.Parse(await Programs.OutputOfAsync(
            new ProgramCall("dpkg-parsechangelog") { WorkingDirectory = tree }, "debian/changelog can't be read", cancellationToken), path);
        var change = items.IsStock
            ? "Control build of the spice-trial experiment: the source is unchanged."
            : $"Trial build: NUM_TRACE_ITEMS is {items.Count} instead of {TraceItems.Stock}. Not for general use.";
        var date = below.Required("Date", path);
        var entry = $"{source} ({version}) UNRELEASED; urgency=medium\n\n  * {change}\n\n -- {Maintainer}  {date}\n\n";
        await File.WriteAllTextAsync(path, entry + await File.ReadAllTextAsync(path, cancellationToken), cancellationToken);
        return DateTimeOffset.FromUnixTimeSeconds(long.Parse(below.Required("Timestamp", path)));
    }

    static async Task RunAsync(string whatFailed, string folder, string[] words, CancellationToken cancellationToken) =>
        (await Programs.RunAsync(
            new ProgramCall(words[0], words[1..]) {
                WorkingDirectory = folder, Timeout = TimeSpan.FromMinutes(5),
                // The times of what is packed are the changelog's, whatever the caller's shell has.
                Environment = new Dictionary<string, string?> { ["SOURCE_DATE_EPOCH"] = null },
            },
            cancellationToken)).OrThrow(whatFailed);
}
