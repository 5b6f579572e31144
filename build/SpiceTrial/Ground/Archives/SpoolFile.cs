namespace SpiceTrial.Ground;

/// <summary>A temporary file without a name: nobody else can open it, and it is gone when it is closed, however the run ends.</summary>
static class SpoolFile
{
    /// <param name="content">What goes there.</param>
    /// <param name="budget">What the input it comes from may cost.</param>
    /// <param name="cancellationToken">Ends the run.</param>
    /// <exception cref="TrialException">More than that, or there is no place for it.</exception>
    public static async Task<FileStream> FillAsync(Stream content, InputBudget budget, CancellationToken cancellationToken)
    {
        var path = Path.Combine(OwnFolder.ForTemporaryFiles(), $"{Guid.NewGuid():N}.spool");
        var file = OwnFolder.CreateFile(path);
        try
        {
            File.Delete(path);
            var buffer = new byte[1 << 16];
            while (await content.ReadAsync(buffer, cancellationToken) is > 0 and var read)
            {
                budget.Spool(read);
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
