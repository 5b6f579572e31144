namespace SpiceTrial.Hosts;

/// <summary>What a host says of one of its files.</summary>
static class RemoteFile
{
    static readonly TimeSpan HashTimeout = TimeSpan.FromMinutes(10);

    /// <summary>Size in bytes of a plain file, a link followed.</summary>
    /// <exception cref="TrialException">Not there, not readable, no plain file.</exception>
    public static async Task<long> SizeAsync(IHostConnection connection, string path, bool asRoot, CancellationToken cancellationToken)
    {
        var answer = await AskAsync(
            connection, new RemoteCommand("stat", "-L", "-c", "%s %F", "--", path) { AsRoot = asRoot }, path, cancellationToken);
        var words = answer.Trim().Split(' ', 2);
        return words is [var size, "regular file" or "regular empty file"]
            && long.TryParse(size, NumberStyles.None, CultureInfo.InvariantCulture, out var bytes)
            ? bytes
            : throw new TrialException(
                $"This is no plain file: {Printable.Show(answer.Trim())}", $"{connection.Host}:{path}", "Name a plain file.");
    }

    /// <summary>Size and SHA-256 (lower-case hex) of the whole file, or of its first bytes.</summary>
    public static async Task<(long Size, string Hash)> FactsAsync(
        IHostConnection connection, string path, bool asRoot, CancellationToken cancellationToken, long? first = null)
    {
        var size = first ?? await SizeAsync(connection, path, asRoot, cancellationToken);
        var hash = await AskAsync(
            connection,
            new RemoteCommand("sh", "-c", """head -c "$1" -- "$2" | sha256sum""", "sh", size.ToString(), path)
            {
                AsRoot = asRoot,
                Timeout = HashTimeout,
            },
            path,
            cancellationToken);
        return (size, hash.Split(' ')[0].Trim());
    }

    static async Task<string> AskAsync(IHostConnection connection, RemoteCommand command, string path, CancellationToken cancellationToken)
    {
        var result = await connection.RunAsync(command, cancellationToken);
        return result.ExitStatus == 0 ? result.Output : throw new TrialException(
            $"The host can't read the file: {Printable.Show(result.Error.Trim(), 400)}", $"{connection.Host}:{path}",
            "Check the path and the permissions there.");
    }
}
