namespace SpiceTrial.Ground;

/// <summary>
/// A folder for temporary files, gone with <see cref="Dispose"/>. What a run that was killed has left is taken away by the next one: a
/// lock that ends with its process tells the dead from the living, in other containers too.
/// </summary>
sealed class TemporaryFolder : IDisposable
{
    const string LockName = ".lock";

    // Between the making of a folder and its lock, where runs do not wait for each other.
    static readonly TimeSpan Young = TimeSpan.FromMinutes(1);

    readonly FileStream? held;

    /// <param name="purpose">Part of its name.</param>
    /// <param name="beside">The folder that it publishes into by a rename, whose lock the caller holds; by default it is among the system's
    /// temporary files.</param>
    public TemporaryFolder(string purpose, string? beside = null)
    {
        var prefix = beside is null ? $"spice-trial-{purpose}-" : ".scratch-";
        var parent = Directory.CreateDirectory(beside ?? System.IO.Path.GetTempPath()).FullName;
        foreach (var folder in Directory.EnumerateDirectories(parent, prefix + "*")
            .Where(x => beside is not null || DateTime.UtcNow - Directory.GetLastWriteTimeUtc(x) > Young))
            RemoveIfDead(folder);
        // apt's own user reads what lies beside; nobody else reads what is among the system's.
        Path = beside is null ? Directory.CreateTempSubdirectory(prefix).FullName
            : Directory.CreateDirectory(System.IO.Path.Combine(parent, $"{prefix}{purpose}-{Guid.NewGuid():N}")).FullName;
        held = FileLock.TryTake(System.IO.Path.Combine(Path, LockName));
    }

    public string Path { get; }

    public string Folder(string name) => Directory.CreateDirectory(System.IO.Path.Combine(Path, name)).FullName;

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
