namespace SpiceTrial.Ground;

/// <summary>An advisory lock (flock) on a file. The kernel gives it back when the process ends, also after SIGKILL.</summary>
public static class FileLock
{
    /// <returns><c>null</c> where somebody else has it.</returns>
    /// <exception cref="TrialException">A link lies in its place: what it leads to would be made or locked.</exception>
    public static FileStream? TryTake(string path)
    {
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            if (new FileInfo(path).LinkTarget is not null)
                throw new TrialException("a lock is a link", path, "Find out who made it, and take it away", ExitStatus.Refused);
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
