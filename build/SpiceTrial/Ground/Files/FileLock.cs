namespace SpiceTrial.Ground;

/// <summary>An advisory lock (flock) on a file. The kernel gives it back when the process ends, also after SIGKILL.</summary>
public static class FileLock
{
    public static FileStream? TryTake(string path)
    {
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException e) when (e.HResult == WouldBlock)
        {
            return null;
        }
    }

    /// <summary>Waits until the lock is free; <paramref name="onWait"/> is told once that somebody else holds it.</summary>
    public static async Task<FileStream> TakeAsync(
        string path, Action<string>? onWait, TimeSpan patience, CancellationToken cancellationToken)
    {
        var until = DateTime.UtcNow + patience;
        for (var told = false; ; await Task.Delay(TimeSpan.FromMilliseconds(200), cancellationToken))
        {
            if (TryTake(path) is { } held)
                return held;
            if (!told)
                onWait?.Invoke($"waiting for another run that holds {path}");
            told = true;
            if (DateTime.UtcNow > until)
                throw new TrialException(
                    "another run did not give back a lock in time", path, "See `fuser` on that file for the process that holds it");
        }
    }

    // EWOULDBLOCK, which .NET hands on as the HResult of a file that is in use.
    const int WouldBlock = 11;
}
