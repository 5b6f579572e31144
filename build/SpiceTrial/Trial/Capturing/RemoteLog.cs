using SpiceTrial.Hosts;
using SpiceTrial.Sessions;

namespace SpiceTrial.Trial;

/// <summary>Finds a domain's log among those of libvirt and copies it whole.</summary>
sealed class RemoteLog(IHostConnection connection, string folder = RemoteLog.LibvirtFolder)
{
    public const string LibvirtFolder = "/var/log/libvirt/qemu";

    // A command line has a length, and a cluster's folder thousands of old logs.
    const int PiecesAtOnce = 200;

    const int Attempts = 3;

    /// <summary>Is told, in MiB, how much of a copy has come and how much there is.</summary>
    public Action<int, int, string>? Step { get; init; }

    /// <summary>
    /// By content and date: a log that names the domain's UUID and was written since its process started. Where virtlogd has rolled that
    /// line away, the one of libvirt's name.
    /// </summary>
    /// <exception cref="TrialException">None is.</exception>
    public async Task<string> FindAsync(DomainStatus domain, CancellationToken cancellationToken)
    {
        // The start's line was written when it started; what was not touched since can't have it.
        var pieces = (await ListAsync(cancellationToken))
            .Where(x => domain.Started is null || x.Changed >= domain.Started - TimeSpan.FromSeconds(5)).ToList();
        var written = pieces.Select(x => BaseOf(x.Path)).ToHashSet();
        if (domain.Uuid is { } uuid)
        {
            var named = new HashSet<string>();
            foreach (var some in pieces.Chunk(PiecesAtOnce))
            {
                var result = await connection.RunAsync(new RemoteCommand(
                    ["grep", "-lF", "-e", $"-uuid {uuid}", "--", .. some.Select(x => x.Path)]) { AsRoot = true }, cancellationToken);
                named.UnionWith(result.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(BaseOf).Where(written.Contains));
            }

            if (named.Count == 1)
                return named.Single();
        }

        var byName = $"{folder}/{domain.Title}.log";
        return written.Contains(byName) ? byName
            : throw new TrialException($"no log of {domain.Title} was written since its process started", $"{connection.Host}:{folder}",
                "Check the domain's <log> and whether the cluster's cleaner has been there", ExitStatus.Failed);
    }

    /// <summary>Copies the pieces, oldest first, into one file. A roll-over in between begins it again.</summary>
    /// <exception cref="TrialException">The pieces changed each time.</exception>
    public async Task<IReadOnlyList<string>> CopyAsync(string log, string target, CancellationToken cancellationToken)
    {
        var part = target + ".part";
        for (var i = 0; i < Attempts; i++)
        {
            var before = await PiecesAsync(log, cancellationToken);
            await using (var joined = OwnFolder.CreateFile(target, FileMode.Create))
            {
                foreach (var piece in before)
                {
                    await connection.DownloadAsync(piece.Path, part, asRoot: true,
                        new Arrival(this, joined.Length, before.Sum(x => x.Size)), cancellationToken);
                    await using var copied = new FileStream(
                        part, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16, FileOptions.DeleteOnClose);
                    await copied.CopyToAsync(joined, cancellationToken);
                }
            }

            var after = await PiecesAsync(log, cancellationToken);
            if (before.Select(x => (x.Path, x.Inode)).SequenceEqual(after.Select(x => (x.Path, x.Inode))))
                return [.. before.Select(x => x.Path)];
        }

        throw new TrialException($"the log rolls over faster than it is copied", $"{connection.Host}:{log}",
            "Set a larger max_size in /etc/libvirt/virtlogd.conf before the next run", ExitStatus.Failed);
    }

    async Task<IReadOnlyList<RemotePiece>> PiecesAsync(string log, CancellationToken cancellationToken) =>
        [.. (await ListAsync(cancellationToken)).Where(x => BaseOf(x.Path) == log)
            .OrderBy(x => LogPieces.AgeOf(x.Path), StringComparer.Ordinal)];

    async Task<IReadOnlyList<RemotePiece>> ListAsync(CancellationToken cancellationToken)
    {
        var list = new RemoteCommand(
            "find", "-H", folder, "-maxdepth", "1", "-type", "f", "-name", "*.log*", "-printf", @"%T@ %s %i %p\n") { AsRoot = true };
        var result = await connection.RunAsync(list, cancellationToken);
        if (result.ExitStatus != 0)
            throw new TrialException($"the logs can't be listed: {Printable.Show(result.Error.Trim(), 400)}", $"{connection.Host}:{folder}",
                "Check that libvirt is installed there");
        return [.. result.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(Read).OfType<RemotePiece>()];
    }

    // A name with a line break would add lines of its own.
    RemotePiece? Read(string line) =>
        line.Split(' ', 4) is [var changed, var size, var inode, var path]
            && double.TryParse(changed, NumberStyles.Float, null, out var seconds)
        && seconds is > 0 and < 1e11
        && Path.GetDirectoryName(path) == folder
        && long.TryParse(size, NumberStyles.None, null, out var bytes)
        && (path.EndsWith(".log", StringComparison.Ordinal) || LogPieces.IsPiece(path))
            ? new(path, inode, bytes, DateTimeOffset.FromUnixTimeMilliseconds((long)(seconds * 1000)))
            : null;

    static string BaseOf(string path) => path[..(path.LastIndexOf(".log", StringComparison.Ordinal) + 4)];

    sealed record RemotePiece(string Path, string Inode, long Size, DateTimeOffset Changed);

    /// <summary>Bytes of one piece as they come, among those of all pieces.</summary>
    sealed class Arrival(RemoteLog log, long earlier, long all) : IProgress<long>
    {
        const int Mebibyte = 1 << 20;

        public void Report(long value) =>
            log.Step?.Invoke((int)((earlier + value) / Mebibyte), (int)(all / Mebibyte), "copying the log, MiB");
    }
}
