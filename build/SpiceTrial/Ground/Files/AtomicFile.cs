namespace SpiceTrial.Ground;

/// <summary>Writes a whole file or nothing: a run that dies in the middle leaves the previous file as it was.</summary>
public static class AtomicFile
{
    // A write takes milliseconds; what is this old was left by a run that was killed.
    static readonly TimeSpan Abandoned = TimeSpan.FromMinutes(10);

    /// <summary>Replaces <paramref name="path"/> (and makes its folder). The content is on the disk before the name points to it.</summary>
    /// <exception cref="TrialException">The folder or the file can't be written.</exception>
    public static async Task WriteAsync(string path, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        var target = Path.GetFullPath(path);
        var folder = Path.GetDirectoryName(target)!;
        var temporary = Path.Combine(folder, $".{Path.GetFileName(target)}.{Guid.NewGuid():N}.tmp");
        try
        {
            Directory.CreateDirectory(folder);
            RemoveAbandoned(folder, Path.GetFileName(target));
            await using (var stream = new FileStream(temporary, FileMode.CreateNew, FileAccess.Write, FileShare.None))
            {
                await stream.WriteAsync(content, cancellationToken);
                await stream.FlushAsync(cancellationToken);
                RandomAccess.FlushToDisk(stream.SafeFileHandle);
            }

            File.Move(temporary, target, overwrite: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new TrialException(
                $"The file can't be written: {e.Message}", target, "Check the free space and the permissions of the folder.", cause: e);
        }
        finally
        {
            Remove(temporary);
        }
    }

    static void RemoveAbandoned(string folder, string name)
    {
        foreach (var leftover in Directory.EnumerateFiles(folder, $".{name}.*.tmp"))
        {
            if (DateTime.UtcNow - File.GetLastWriteTimeUtc(leftover) > Abandoned)
                Remove(leftover);
        }
    }

    static void Remove(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // A leftover is untidy; the error that led here matters more.
        }
    }
}
