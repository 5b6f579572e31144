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
    /// <param name="beside">The folder that it publishes into by a rename, whose lock the caller holds; by default it is in the one place
    /// for temporary files.</param>
    public TemporaryFolder(string purpose, string? beside = null)
    {
        var parent = beside is null ? OwnFolder.ForTemporaryFiles() : Directory.CreateDirectory(beside).FullName;
        var prefix = beside is null ? $"{purpose}-" : ".scratch-";
        foreach (var folder in Directory.EnumerateDirectories(parent, prefix + "*")
            .Where(x => beside is not null || DateTime.UtcNow - Directory.GetLastWriteTimeUtc(x) > Young))
            RemoveIfDead(folder);
        Path = System.IO.Path.Combine(parent, $"{(beside is null ? "" : prefix)}{purpose}-{Guid.NewGuid():N}");
        // apt's own user reads what lies beside; nobody else reads what is in the place for temporary files.
        Directory.CreateDirectory(Path, beside is null ? OwnFolder.Private : OwnFolder.ReadByOthers);
        held = FileLock.TryTake(System.IO.Path.Combine(Path, LockName));
    }

    public string Path { get; }

    public string Folder(string name) => Directory.CreateDirectory(System.IO.Path.Combine(Path, name)).FullName;

    public void Dispose()
    {
        held?.Dispose();
        OwnFolder.Delete(Path);
    }

    // What others own or can write in may change under our hands: it is left alone.
    static void RemoveIfDead(string folder)
    {
        try
        {
            using var own = OwnFolder.IsOurs(folder) ? FileLock.TryTake(System.IO.Path.Combine(folder, LockName)) : null;
            if (own is not null)
                OwnFolder.Delete(folder);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or TrialException)
        {
            // Another run was faster.
        }
    }
}
