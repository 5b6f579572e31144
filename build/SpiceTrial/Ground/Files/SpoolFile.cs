namespace SpiceTrial.Ground;

/// <summary>A temporary file that is gone when it is closed.</summary>
static class SpoolFile
{
    /// <exception cref="InvalidDataException">More than the limit.</exception>
    public static async Task<FileStream> FillAsync(Stream content, long limit, CancellationToken cancellationToken)
    {
        var file = new FileStream(
            Path.Combine(Path.GetTempPath(), $"spice-trial-{Guid.NewGuid():N}.spool"), FileMode.CreateNew, FileAccess.ReadWrite,
            FileShare.None, 1 << 16, FileOptions.DeleteOnClose);
        try
        {
            var buffer = new byte[1 << 16];
            long length = 0;
            while (await content.ReadAsync(buffer, cancellationToken) is > 0 and var read)
            {
                if (length + read > limit)
                    throw new InvalidDataException($"an archive within it is larger than {limit >> 20} MiB");
                length += read;
                await file.WriteAsync(buffer.AsMemory(0, read), cancellationToken);
            }

            file.Position = 0;
            return file;
        }
        catch
        {
            await file.DisposeAsync();
            throw;
        }
    }
}
