namespace SpiceTrial.Debian;

/// <summary>
/// The archive's own binary package of a version, for comparison: from the cache, else from the suite. apt verifies it against the signed
/// lists. Where the suite has only a later build of the same source (trixie has spice 0.15.2-1+b1), it is that one.
/// </summary>
public sealed class ArchivePackage(Workspace workspace, string? mirrorUri)
{
    string Folder => Path.Combine(workspace.Downloads, "archive");

    /// <returns>The .deb, or why there is none; a mirror that can't be reached is a reason too.</returns>
    public async Task<(string? Package, string Missing)> FetchAsync(
        string name, DebianVersion version, string suite, string architecture, CancellationToken cancellationToken)
    {
        string PathOf(DebianVersion x) => Path.Combine(Folder, suite, $"{name}_{x.WithoutEpoch}_{architecture}.deb");
        try
        {
            if (await IsWholeAsync(PathOf(version), cancellationToken))
                return (PathOf(version), "");
            using var _ = await FileLock.TakeAsync(
                Path.Combine(workspace.Downloads, "lock"), null, TimeSpan.FromMinutes(20), cancellationToken);
            using var scratch = new TemporaryFolder("package", workspace.Downloads);
            var apt = await AptArea.OpenAsync(scratch.Folder("apt"), suite, architecture, mirrorUri, cancellationToken);
            var served = await apt.BinaryVersionsAsync(name, cancellationToken);
            if (Choose(version, served) is not { } chosen)
                return (null,
                    $"{suite} does not have {name} {version} for {architecture}, but "
                        + $"{(served.Count == 0 ? "none" : string.Join(", ", served))}");
            var path = PathOf(chosen);
            if (await IsWholeAsync(path, cancellationToken))
                return (path, "");
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.Move(await apt.DownloadAsync($"{name}={chosen}", scratch.Folder("package"), cancellationToken), path, overwrite: true);
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
        served.Contains(wanted) ? wanted : served.Where(x => x.SourceVersion == wanted.SourceVersion).Max();

    /// <summary>The packages of this name that earlier runs fetched, of whatever suite, version and architecture, as far as they are
    /// whole.</summary>
    public async Task<IReadOnlyList<string>> KeptAsync(string name, CancellationToken cancellationToken)
    {
        var kept = new List<string>();
        IEnumerable<string> packages = Directory.Exists(Folder)
            ? Directory.EnumerateFiles(Folder, $"{name}_*.deb", SearchOption.AllDirectories) : [];
        foreach (var package in packages.Order(StringComparer.Ordinal))
        {
            if (await IsWholeAsync(package, cancellationToken))
                kept.Add(package);
        }

        return kept;
    }

    static async Task<bool> IsWholeAsync(string kept, CancellationToken cancellationToken) =>
        File.Exists(kept) && File.Exists(kept + ".json")
            && await RecordFile.TryReadAsync<FileRecord>(kept + ".json", cancellationToken)
                == await FileRecord.OfAsync(kept, cancellationToken);
}
