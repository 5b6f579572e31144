namespace SpiceTrial.Builders;

/// <summary>
/// A root file system that is made once and from then on only read, as the lower layer of overlays. It is there whole or not at
/// all: a mark beside the folder, not in it, is written last.
/// </summary>
/// <param name="Folder">Where it is.</param>
/// <param name="Family">Begins the names of all trees that replace each other, of which this is one.</param>
sealed record CachedTree(string Folder, string Family)
{
    static readonly TimeSpan Patience = TimeSpan.FromMinutes(30);

    /// <summary>Trees kept of one family; each takes up to 1 GB.</summary>
    const int Kept = 2;

    string Cache => Path.GetDirectoryName(Folder)!;

    public bool IsWhole => File.Exists(Mark(Folder)) && Directory.Exists(Folder);

    public static string Mark(string folder) => folder + ".complete";

    /// <summary>Whoever uses the tree holds a shared lock on this file: then it is not forgotten.</summary>
    public static string UseFile(string folder) => folder + ".use";

    public static FileStream Use(string folder)
    {
        var use = File.Open(
            UseFile(folder), new FileStreamOptions { Mode = FileMode.OpenOrCreate, Access = FileAccess.Read, Share = FileShare.Read });
        File.SetLastWriteTimeUtc(use.SafeFileHandle, DateTime.UtcNow);
        return use;
    }

    /// <summary>Returns the folder, after <paramref name="make"/> has filled it where it is not there.</summary>
    public async Task<string> EnsureAsync(Func<Task> make, Action<string> progress, CancellationToken cancellationToken)
    {
        if (IsWhole)
            return Folder;
        // One at a time: two runs that need the same tree would do the same work twice.
        using var _ = await FileLock.TakeAsync(Path.Combine(Cache, $"{Family}.lock"), progress, Patience, cancellationToken);
        if (IsWhole)
            return Folder;
        // What a killed run left of it.
        await DeleteAsync(cancellationToken);
        Directory.CreateDirectory(Folder);
        try
        {
            await make();
        }
        catch
        {
            await DeleteAsync(CancellationToken.None);
            throw;
        }

        await File.WriteAllTextAsync(Mark(Folder), $"{DateTimeOffset.UtcNow:O}\n", cancellationToken);
        await ForgetOldAsync(cancellationToken);
        return Folder;
    }

    async Task DeleteAsync(CancellationToken cancellationToken)
    {
        await IsolatedSpace.DeleteAsync(Folder, cancellationToken);
        await IsolatedSpace.DeleteAsync(Folder + ".tmp", cancellationToken);
    }

    async Task ForgetOldAsync(CancellationToken cancellationToken)
    {
        var old = Directory.GetDirectories(Cache, $"{Family}-*").Where(x => x != Folder).OrderDescending(StringComparer.Ordinal)
            .Skip(Kept - 1);
        foreach (var folder in old)
        {
            using var unused = FileLock.TryTake(UseFile(folder));
            if (unused is null)
                continue;
            File.Delete(Mark(folder));
            await IsolatedSpace.DeleteAsync(folder, cancellationToken);
            File.Delete(UseFile(folder));
        }
    }
}
