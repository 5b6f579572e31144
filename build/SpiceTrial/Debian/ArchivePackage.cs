namespace SpiceTrial.Debian;

/// <summary>
/// The archive's own binary package of a version, for comparison: from the cache, else from the suite. apt verifies it against the signed
/// lists. Where the suite has only a later build of the same source (trixie has spice 0.15.2-1+b1), it is that one.
/// </summary>
public sealed class ArchivePackage(Workspace workspace, string? mirrorUri)
{
    /// <returns>The .deb, or why there is none; a mirror that can't be reached is a reason too.</returns>
    public async Task<(string? Package, string Missing)> FetchAsync(
        string name, DebianVersion version, string suite, string architecture, CancellationToken cancellationToken)
    {
        try
        {
            if (await CachedAsync(suite, name, version, architecture, cancellationToken) is { } kept)
                return (kept, "");
            using var _ = await FileLock.TakeAsync(
                Path.Combine(workspace.Downloads, "lock"), null, TimeSpan.FromMinutes(20), cancellationToken);
            using var scratch = new TemporaryFolder("package", workspace.Downloads);
            var apt = await AptArea.OpenAsync(
                scratch.Folder("apt"), architecture, await Mirror.ForAsync(suite, mirrorUri, cancellationToken), cancellationToken);
            var served = await apt.BinaryVersionsAsync(name, cancellationToken);
            if (Choose(version, served) is not { } chosen)
                return (null,
                    $"{suite} does not have {name} {version} for {architecture}, but "
                        + $"{(served.Count == 0 ? "none" : string.Join(", ", served))}");
            if (await CachedAsync(suite, name, chosen, architecture, cancellationToken) is { } known)
                return (known, "");
            (await apt.RunAsync(scratch.Folder("package"), cancellationToken, "download", $"{name}={chosen}"))
                .OrThrow($"{name} {chosen} can't be downloaded");
            var path = PathOf(suite, name, chosen, architecture);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.Move(Directory.GetFiles(scratch.Folder("package"), "*.deb").Single(), path, overwrite: true);
            await RecordFile.WriteAsync(path + ".json", await FileRecord.OfAsync(path, cancellationToken), cancellationToken);
            return (path, "");
        }
        catch (TrialException e)
        {
            return (null, $"the archive's package can't be had: {e.What}");
        }
    }

    /// <summary>The version itself, else the newest build of the same source.</summary>
    internal static DebianVersion? Choose(DebianVersion wanted, IReadOnlyList<DebianVersion> served) =>
        served.Contains(wanted) ? wanted : served
        .Where(x => x.SourceVersion == wanted.SourceVersion).Order(Comparer<DebianVersion>.Create((x, y) => x.CompareTo(y)))
        .LastOrDefault();

    string PathOf(string suite, string name, DebianVersion version, string architecture) =>
        Path.Combine(workspace.Downloads, "archive", suite, $"{name}_{version.WithoutEpoch}_{architecture}.deb");

    async Task<string?> CachedAsync(
        string suite, string name, DebianVersion version, string architecture, CancellationToken cancellationToken) =>
        PathOf(suite, name, version, architecture) is var path && await IsWholeAsync(path, cancellationToken) ? path : null;

    /// <summary>The packages of this name that earlier runs fetched, of whatever suite, version and architecture, as far as they are
    /// whole.</summary>
    public async Task<IReadOnlyList<string>> KeptAsync(string name, CancellationToken cancellationToken)
    {
        var folder = Path.Combine(workspace.Downloads, "archive");
        var kept = new List<string>();
        if (!Directory.Exists(folder))
            return kept;
        foreach (var package in Directory.EnumerateFiles(folder, $"{name}_*.deb", SearchOption.AllDirectories)
            .Order(StringComparer.Ordinal))
        {
            if (await IsWholeAsync(package, cancellationToken))
                kept.Add(package);
        }

        return kept;
    }

    static async Task<bool> IsWholeAsync(string kept, CancellationToken cancellationToken) =>
        File.Exists(kept) && File.Exists(kept + ".json")
            && await RecordFile.ReadAsync<FileRecord>(kept + ".json", cancellationToken)
                == await FileRecord.OfAsync(kept, cancellationToken);
}
