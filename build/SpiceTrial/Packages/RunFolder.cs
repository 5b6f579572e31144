namespace SpiceTrial.Packages;

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

    public static RunFolder Open(Workspace workspace)
    {
        Sweep(workspace);
        // The process id tells a person whose it is; the random part keeps two containers with equal ids apart.
        var path = System.IO.Path.Combine(workspace.Runs, $"{DateTime.UtcNow:yyyyMMdd-HHmmss}-{Environment.ProcessId}-{Guid.NewGuid().ToString("N")[..6]}");
        Directory.CreateDirectory(path);
        return new RunFolder(path, FileLock.TryTake(System.IO.Path.Combine(path, LockName)) ?? throw new TrialException("the new run's folder is locked by another process", path));
    }

    public string Folder(string name) => Directory.CreateDirectory(System.IO.Path.Combine(Path, name)).FullName;

    /// <summary>Ends the run; its files stay until the next run finds that nothing points to them.</summary>
    public void Dispose() => held.Dispose();

    static void Sweep(Workspace workspace)
    {
        if (!Directory.Exists(workspace.Runs))
            return;
        var referred = Directory.Exists(workspace.Chain)
            ? string.Concat(Directory.EnumerateFiles(workspace.Chain, "*.json").Select(File.ReadAllText))
            : "";
        foreach (var folder in Directory.EnumerateDirectories(workspace.Runs))
        {
            if (referred.Contains(System.IO.Path.GetFileName(folder), StringComparison.Ordinal))
                continue;
            using var own = FileLock.TryTake(System.IO.Path.Combine(folder, LockName));
            if (own is not null)
                TryDelete(folder);
        }
    }

    static void TryDelete(string folder)
    {
        try { Directory.Delete(folder, recursive: true); }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // A leftover costs space, not correctness; the next run tries again.
        }
    }
}
