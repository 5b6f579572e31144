namespace SpiceTrial.Hosts;

/// <summary>One file on its way from a host: through <c>head</c>, which root can run where SFTP reaches only the user's files.</summary>
sealed class FileDownload(SshConnection connection, string remotePath, string localFile, bool asRoot)
{
    const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    const UnixFileMode Usual = OwnerOnly | UnixFileMode.GroupRead | UnixFileMode.OtherRead;

    string Where => $"{connection.Host}:{remotePath} -> {localFile}";

    public async Task RunAsync(IProgress<long>? progress, CancellationToken cancellationToken)
    {
        var size = await SizeAsync(cancellationToken);
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
            var sent = (size, await HashAsync(size, cancellationToken));
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

    // Of a plain file, a link followed.
    async Task<long> SizeAsync(CancellationToken cancellationToken)
    {
        var answer = (await AskAsync(new("stat", "-L", "-c", "%s %F", "--", remotePath), cancellationToken)).Trim();
        return answer.Split(' ', 2) is [var size, "regular file" or "regular empty file"]
            && long.TryParse(size, NumberStyles.None, null, out var bytes)
            ? bytes
            : throw new TrialException($"This is no plain file: {Printable.Show(answer)}", Where, "Name a plain file.");
    }

    async Task<string> HashAsync(long size, CancellationToken cancellationToken) => (await AskAsync(
        new("sh", "-c", """head -c "$1" -- "$2" | sha256sum""", "sh", size.ToString(), remotePath) { Timeout = TimeSpan.FromMinutes(10) },
        cancellationToken)).Split(' ')[0].Trim();

    async Task<string> AskAsync(RemoteCommand command, CancellationToken cancellationToken)
    {
        var result = await connection.RunAsync(command with { AsRoot = asRoot }, cancellationToken);
        return result.ExitStatus == 0 ? result.Output : throw NotReadable(result.Error);
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
            throw NotReadable(error.Text);
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

    TrialException NotReadable(string error) => new(
        $"The host can't read the file: {Printable.Show(error.Trim(), 400)}", Where, "Check the path and the permissions there.");

    TrialException NotWritable(Exception cause) =>
        new($"The file can't be written: {cause.Message}", Where, "Check the free space and the permissions of the folder.", cause: cause);

    FileStream Create(string path) => new(
        path,
        new FileStreamOptions {
            Mode = FileMode.CreateNew, Access = FileAccess.Write, Share = FileShare.None, UnixCreateMode = asRoot ? OwnerOnly : Usual });
}
