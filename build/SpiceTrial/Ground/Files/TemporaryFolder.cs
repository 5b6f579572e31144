namespace SpiceTrial.Ground;

/// <summary>
/// A folder for temporary files, gone with <see cref="Dispose"/>. What a run that was killed has left is taken away by the next one: a
/// lock that ends with its process tells the dead from the living, in other containers too.
/// </summary>
sealed class TemporaryFolder : IDisposable
{
    const string LockName = ".lock";

    // Between the making of a folder and its lock.
    static readonly TimeSpan Young = TimeSpan.FromMinutes(1);

    readonly FileStream? held;

    /// <param name="purpose">Part of its name.</param>
    public TemporaryFolder(string purpose)
    {
        var prefix = $"spice-trial-{purpose}-";
        foreach (var folder in Directory.EnumerateDirectories(System.IO.Path.GetTempPath(), prefix + "*")
            .Where(x => DateTime.UtcNow - Directory.GetLastWriteTimeUtc(x) > Young))
            RemoveIfDead(folder);
        Path = Directory.CreateTempSubdirectory(prefix).FullName;
        held = FileLock.TryTake(System.IO.Path.Combine(Path, LockName));
    }

    public string Path { get; }

    public void Dispose()
    {
        held?.Dispose();
        Directory.Delete(Path, recursive: true);
    }

    static void RemoveIfDead(string folder)
    {
        try
        {
            using var own = FileLock.TryTake(System.IO.Path.Combine(folder, LockName));
            if (own is not null)
                Directory.Delete(folder, recursive: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Another user's, or another run was faster.
        }
    }
}
