namespace SpiceTrial.Ground;

/// <summary>A temporary folder beside the final place, so that a rename can publish from it. Dead runs' folders are removed by the next one
/// under the same lock.</summary>
sealed class ScratchFolder : IDisposable
{
    const string Prefix = ".scratch-";

    readonly string path;

    /// <summary>The caller holds the lock of <paramref name="parent"/>: whatever scratch is there belongs to nobody.</summary>
    public ScratchFolder(string parent)
    {
        Directory.CreateDirectory(parent);
        foreach (var dead in Directory.EnumerateDirectories(parent, Prefix + "*"))
            Directory.Delete(dead, recursive: true);
        path = Directory.CreateDirectory(Path.Combine(parent, Prefix + Environment.ProcessId)).FullName;
    }

    public string Folder(string name) => Directory.CreateDirectory(Path.Combine(path, name)).FullName;

    public void Dispose()
    {
        try { Directory.Delete(path, recursive: true); }
        catch (IOException) { /* The next run removes it. */ }
    }
}
