using SpiceTrial.Json;

namespace SpiceTrial.Packages;

/// <summary>The archive's own binary package of a version, for comparison: from the cache, else from the suite. apt verifies it against the signed lists.</summary>
public sealed class ArchivePackage(Workspace workspace, string? mirrorUri)
{
    /// <returns>The .deb, or why there is none; a mirror that can't be reached is a reason too.</returns>
    public async Task<(string? Package, string Missing)> FetchAsync(string name, DebianVersion version, string suite, string architecture, CancellationToken cancellationToken)
    {
        var kept = Path.Combine(workspace.Downloads, "archive", suite, $"{name}_{version.WithoutEpoch}_{architecture}.deb");
        try
        {
            if (await IsWholeAsync(kept, cancellationToken))
                return (kept, "");
            using var _ = await FileLock.TakeAsync(Path.Combine(workspace.Downloads, "lock"), null, TimeSpan.FromMinutes(20), cancellationToken);
            using var scratch = new ScratchFolder(workspace.Downloads);
            var apt = await AptArea.OpenAsync(scratch.Folder("apt"), architecture, await Mirror.ForAsync(suite, mirrorUri, cancellationToken), cancellationToken);
            var result = await apt.RunAsync(scratch.Folder("package"), cancellationToken, "download", $"{name}={version}");
            if (result.ExitCode != 0 || Directory.GetFiles(scratch.Folder("package"), "*.deb") is not [var package])
                return (null, $"{suite} does not have {name} {version}");
            Directory.CreateDirectory(Path.GetDirectoryName(kept)!);
            File.Move(package, kept, overwrite: true);
            await RecordFile.WriteAsync(kept + ".json", await FileRecord.OfAsync(kept, cancellationToken), cancellationToken);
            return (kept, "");
        }
        catch (TrialException e)
        {
            return (null, $"the archive's package can't be had: {e.What}");
        }
    }

    /// <summary>The packages of this name that earlier runs fetched, of whatever suite, version and architecture, as far as they are whole.</summary>
    public async Task<IReadOnlyList<string>> KeptAsync(string name, CancellationToken cancellationToken)
    {
        var folder = Path.Combine(workspace.Downloads, "archive");
        var kept = new List<string>();
        if (!Directory.Exists(folder))
            return kept;
        foreach (var package in Directory.EnumerateFiles(folder, $"{name}_*.deb", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            if (await IsWholeAsync(package, cancellationToken))
                kept.Add(package);
        }

        return kept;
    }

    static async Task<bool> IsWholeAsync(string kept, CancellationToken cancellationToken) =>
        File.Exists(kept) && File.Exists(kept + ".json") && await RecordFile.ReadAsync<FileRecord>(kept + ".json", cancellationToken) == await FileRecord.OfAsync(kept, cancellationToken);
}
