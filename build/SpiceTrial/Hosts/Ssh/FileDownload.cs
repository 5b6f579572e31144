using System.Security.Cryptography;

namespace SpiceTrial.Hosts;

/// <summary>One file on its way from a host: through <c>head</c>, which root can run where SFTP reaches only the user's files.</summary>
sealed class FileDownload(SshConnection connection, string remotePath, string localFile, bool asRoot)
{
    // A host that says more than this is not believed: nothing that is fetched comes near it.
    const long Largest = 64L << 30;

    string Where => $"{connection.Host}:{remotePath} -> {localFile}";

    public async Task RunAsync(IProgress<long>? progress, CancellationToken cancellationToken)
    {
        var size = await SizeAsync(cancellationToken);
        var temporary = $"{localFile}.{Guid.NewGuid():N}.part";
        try
        {
            string arrived;
            await using (var target = OwnFolder.CreateFile(temporary))
                arrived = await ReadAsync(target, size, progress, cancellationToken);
            // Of its first bytes: what a running program wrote meanwhile does not count.
            if (arrived != await HashAsync(size, cancellationToken))
                throw NotWhole("its SHA-256 is another one");
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
            ? bytes <= Largest ? bytes : throw new TrialException(
                $"The host says that the file has {bytes >> 30} GiB; more than {Largest >> 30} are not fetched", Where,
                "Look at the file there; fetch a part of it by hand.")
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

    // The time that half a megabit a second takes: a host can neither send for ever nor wait for ever.
    async Task<string> ReadAsync(Stream target, long size, IProgress<long>? progress, CancellationToken cancellationToken)
    {
        var command = new RemoteCommand("head", "-c", size.ToString(), "--", remotePath)
        {
            AsRoot = asRoot,
            Timeout = TimeSpan.FromMinutes(5) + TimeSpan.FromSeconds(size >> 16),
        };
        var error = new BoundedLines(onLine: null);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        long arrived = 0;
        var status = await connection.RunAsync(command, CopyAsync, error.ReadAsync, cancellationToken);
        return status != 0 ? throw NotReadable(error.Text)
            : arrived < size ? throw NotWhole($"{arrived} bytes of {size} came") : Convert.ToHexStringLower(hash.GetHashAndReset());

        async Task CopyAsync(Stream from, CancellationToken stop)
        {
            var buffer = new byte[64 << 10];
            while (await from.ReadAsync(buffer, stop) is > 0 and var count)
            {
                if ((arrived += count) > size)
                    throw NotWhole($"more than the {size} bytes came that the host had said");
                hash.AppendData(buffer, 0, count);
                try
                {
                    await target.WriteAsync(buffer.AsMemory(0, count), stop);
                }
                catch (IOException e)
                {
                    // Told apart from a broken connection, which is an IOException too.
                    throw NotWritable(e);
                }

                progress?.Report(arrived);
            }
        }
    }

    TrialException NotWhole(string why) => new(
        $"The file did not arrive whole, or changed meanwhile: {why}", Where,
        "Run it again; a file that is rewritten all the time can't be fetched.");

    TrialException NotReadable(string error) => new(
        $"The host can't read the file: {Printable.Show(error.Trim(), 400)}", Where, "Check the path and the permissions there.");

    TrialException NotWritable(Exception cause) =>
        new($"The file can't be written: {cause.Message}", Where, "Check the free space and the permissions of the folder.", cause: cause);
}
