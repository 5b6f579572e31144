namespace SpiceTrial.Builders;

/// <summary>What this project's caches hold, and taking it away. Only what runs of this project make there is seen, by its name and its
/// place: whatever else lies in the folder is somebody else's.</summary>
public sealed partial class Caches(Workspace workspace)
{
    /// <summary>What can be taken away: base environments and test hosts; compiled objects; sources and packages of the archive; what the
    /// last runs of this project left.</summary>
    public static IReadOnlyList<string> Kinds { get; } = ["environments", "compiler", "downloads", "runs"];

    public async Task<IReadOnlyList<CacheEntry>> ListAsync(CancellationToken cancellationToken)
    {
        var entries = new List<CacheEntry>();
        foreach (var (kind, folder) in Kinds.SelectMany(x => Folders(x).Select(y => (x, y))))
        {
            var size = await Programs.RunAsync(new ProgramCall("du", "-sk", "--", folder), cancellationToken);
            var used = File.Exists(CachedTree.UseFile(folder)) ? CachedTree.UseFile(folder) : folder;
            entries.Add(new(kind, folder, long.TryParse(size.Output.Split('\t')[0], out var kib) ? kib << 10 : null,
                File.GetLastWriteTimeUtc(used)));
        }

        return entries;
    }

    /// <param name="kinds">Of <see cref="Kinds"/>.</param>
    /// <param name="cancellationToken">Stops after what is being taken away.</param>
    /// <returns>What is in use, and was left.</returns>
    public async Task<IReadOnlyList<string>> RemoveAsync(IEnumerable<string> kinds, CancellationToken cancellationToken)
    {
        var left = new List<string>();
        foreach (var kind in kinds.Distinct())
        {
            if (kind == "runs")
                await RunFolder.ForgetAsync(workspace, cancellationToken);
            foreach (var folder in Folders(kind))
            {
                if (kind == "runs" || !await RemoveAsync(kind, folder, cancellationToken))
                    left.Add(folder);
            }
        }

        return left;
    }

    static async Task<bool> RemoveAsync(string kind, string folder, CancellationToken cancellationToken)
    {
        // Who makes a tree, or fetches, holds the one; who builds in a tree, or with a compiler's cache, holds the other.
        var isBuiltWith = kind is "environments" or "compiler";
        using var made = FileLock.TryTake(kind switch
        {
            "environments" => $"{Tree().Match(folder).Groups["family"].Value}.lock",
            _ => Path.Combine(Path.GetDirectoryName(folder)!, "lock"),
        });
        using var used = isBuiltWith ? FileLock.TryTake(CachedTree.UseFile(folder)) : null;
        if (made is null || (isBuiltWith && used is null))
            return false;
        File.Delete(CachedTree.Mark(folder));
        await IsolatedSpace.DeleteAsync(folder, cancellationToken);
        File.Delete($"{folder}.log");
        if (used is not null)
            File.Delete(used.Name);
        return true;
    }

    IEnumerable<string> Folders(string kind) => kind switch
    {
        "environments" => Below(workspace.Environments).Where(x => Tree().IsMatch(x)),
        "compiler" => Below(workspace.CompilerCache).Where(x => Compiled().IsMatch(x)),
        "downloads" => Below(workspace.Downloads).Where(x => Path.GetFileName(x) is "packages" or "archive"),
        _ => Below(workspace.Runs),
    };

    // Neither through a link nor in what another user may change under our hands.
    static List<string> Below(string folder) => !OwnFolder.IsOurs(folder) ? [] : [.. Directory.EnumerateDirectories(folder)
        .Where(x => new DirectoryInfo(x).LinkTarget is null).Order(StringComparer.Ordinal)];

    [GeneratedRegex(@"^(?<family>.*/[a-z-]+-[a-z0-9]+)-[0-9]{8}-[0-9a-f]{12}$")]
    private static partial Regex Tree();

    [GeneratedRegex("/[a-z]+-[a-z0-9]+$")]
    private static partial Regex Compiled();
}
