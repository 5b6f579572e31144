namespace SpiceTrial.Hosts;

/// <summary>One file on its way from a host: through <c>head</c>, which root can run where SFTP reaches only the user's files.</summary>
sealed class FileDownload(SshConnection connection, string remotePath, string localFile, bool asRoot)
{
    const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    const UnixFileMode Usual = OwnerOnly | UnixFileMode.GroupRead | UnixFileMode.OtherRead;

    string Where => $"{connection.Host}:{remotePath} -> {localFile}";

    public async Task RunAsync(IProgress<long>? progress, CancellationToken cancellationToken)
    {
        var size = await RemoteFile.SizeAsync(connection, remotePath, asRoot, cancellationToken);
        var temporary = $"{localFile}.{Guid.NewGuid():N}.part";
        try
        {
            (long, string) arrived;
            using (var target = new HashingStream(Create(temporary), progress))
            {
                await ReadAsync(target, size, cancellationToken);
                arrived = target.Finish();
            }

            // Of its first bytes: what a running program wrote meanwhile does not count.
            var sent = await RemoteFile.FactsAsync(connection, remotePath, asRoot, cancellationToken, first: size);
            if (arrived != sent)
            {
                throw new TrialException(
                    $"The file did not arrive whole, or changed meanwhile: {arrived} instead of {sent}", Where,
                    "Run it again; a file that is rewritten all the time can't be fetched.");
            }

            File.Move(temporary, localFile, overwrite: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw NotWritable(e);
        }
        finally
        {
            File.Delete(temporary);
        }
    }

    async Task ReadAsync(Stream target, long size, CancellationToken cancellationToken)
    {
        var command = new RemoteCommand("head", "-c", size.ToString(), "--", remotePath)
        {
            AsRoot = asRoot,
            Timeout = Timeout.InfiniteTimeSpan,
        };
        var error = new BoundedLines(onLine: null);
        var status = await connection.RunAsync(
            command, (stream, stop) => CopyAsync(stream, target, stop), error.ReadAsync, cancellationToken);
        if (status != 0)
            throw new TrialException($"The host can't read the file: {Printable.Show(error.Text.Trim(), 400)}", Where,
                "Check the path and the permissions there.");
    }

    async Task CopyAsync(Stream from, Stream to, CancellationToken stop)
    {
        var buffer = new byte[64 << 10];
        while (await from.ReadAsync(buffer, stop) is > 0 and var count)
        {
            try
            {
                await to.WriteAsync(buffer.AsMemory(0, count), stop);
            }
            catch (IOException e)
            {
                // Told apart from a broken connection, which is an IOException too.
                throw NotWritable(e);
            }
        }
    }

    TrialException NotWritable(Exception cause) =>
        new($"The file can't be written: {cause.Message}", Where, "Check the free space and the permissions of the folder.", cause: cause);

    FileStream Create(string path) => new(
        path,
        new FileStreamOptions {
            Mode = FileMode.CreateNew, Access = FileAccess.Write, Share = FileShare.None, UnixCreateMode = asRoot ? OwnerOnly : Usual });
}
