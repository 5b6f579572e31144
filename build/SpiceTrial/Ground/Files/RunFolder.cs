namespace SpiceTrial.Ground;

/// <summary>
/// A folder for what one run makes, held by a lock that ends with the process, however it ends. Folders of dead runs
/// are removed by the next run, except the ones that the chain's last records still point into.
/// </summary>
public sealed class RunFolder : IDisposable
{
    const string LockName = "lock";

    readonly FileStream held;

    RunFolder(string path, FileStream held) => (Path, this.held) = (path, held);

    public string Path { get; }

    public static async Task<RunFolder> OpenAsync(Workspace workspace, CancellationToken cancellationToken)
    {
        // Between the making of a folder and its lock, another run would take it for a dead one.
        using var _ = await FileLock.TakeAsync(
            System.IO.Path.Combine(workspace.Runs, LockName), null, TimeSpan.FromMinutes(5), cancellationToken);
        await SweepAsync(workspace, cancellationToken);
        // The process id tells a person whose it is; the random part keeps two containers with equal ids apart.
        var path = System.IO.Path
            .Combine(workspace.Runs, $"{DateTime.UtcNow:yyyyMMdd-HHmmss}-{Environment.ProcessId}-{Guid.NewGuid().ToString("N")[..6]}");
        Directory.CreateDirectory(path, OwnFolder.ReadByOthers);
        return new RunFolder(path,
            FileLock.TryTake(System.IO.Path.Combine(path, LockName))
                ?? throw new TrialException("the new run's folder is locked by another process", path));
    }

    public string Folder(string name) => Directory.CreateDirectory(System.IO.Path.Combine(Path, name)).FullName;

    /// <summary>Ends the run; its files stay until the next run finds that nothing points to them.</summary>
    public void Dispose() => held.Dispose();

    /// <summary>Takes away the folders of dead runs, and the records that point into them: the next target that needs one begins
    /// anew.</summary>
    public static async Task ForgetAsync(Workspace workspace, CancellationToken cancellationToken)
    {
        using var _ = await FileLock.TakeAsync(
            System.IO.Path.Combine(workspace.Runs, LockName), null, TimeSpan.FromMinutes(5), cancellationToken);
        foreach (var record in Directory.Exists(workspace.Chain) ? Directory.EnumerateFiles(workspace.Chain, "*.json") : [])
            File.Delete(record);
        await SweepAsync(workspace, cancellationToken);
    }

    static async Task SweepAsync(Workspace workspace, CancellationToken cancellationToken)
    {
        if (!Directory.Exists(workspace.Runs))
            return;
        var referred = Directory.Exists(workspace.Chain)
            ? string.Concat(Directory.EnumerateFiles(workspace.Chain, "*.json").Select(File.ReadAllText))
            : "";
        foreach (var folder in Directory.EnumerateDirectories(workspace.Runs).Where(x => OwnFolder.IsOurs(x)))
        {
            try
            {
                using var own = FileLock.TryTake(System.IO.Path.Combine(folder, LockName));
                if (own is null)
                    continue;
                // A build without root leaves files of mapped users, which only a user namespace can delete.
                await IsolatedSpace.DeleteAsync(System.IO.Path.Combine(folder, "scratch"), cancellationToken);
                if (!referred.Contains(System.IO.Path.GetFileName(folder), StringComparison.Ordinal))
                    OwnFolder.Delete(folder);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException or TrialException)
            {
                // A leftover costs space, not correctness; the next run tries again.
            }
        }
    }
}
