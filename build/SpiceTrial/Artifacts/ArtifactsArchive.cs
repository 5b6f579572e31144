using System.Formats.Tar;
using System.IO.Compression;

namespace SpiceTrial.Artifacts;

/// <summary>Unpacks an archive of one folder of artifacts. It comes from elsewhere: only plain files under plain names get out, and not
/// without end.</summary>
static class ArtifactsArchive
{
    const int MostEntries = 200;

    /// <summary>Bytes in all; a folder of artifacts has about 3 MB.</summary>
    const long MostBytes = 1L << 30;

    public static IReadOnlyList<string> Kinds { get; } = [".tar.gz", ".tgz", ".tar", ".zip"];

    /// <param name="archive">One of <see cref="Kinds"/>, with the files at its top or in one folder.</param>
    /// <param name="folder">An empty folder.</param>
    /// <param name="cancellationToken">Ends the run.</param>
    /// <returns>The name of that folder; empty where the files are at the top.</returns>
    public static async Task<string> ExtractAsync(string archive, string folder, CancellationToken cancellationToken)
    {
        try
        {
            await using var stream = File.OpenRead(archive);
            var target = new Target(archive, folder);
            if (archive.EndsWith(".zip", StringComparison.OrdinalIgnoreCase))
                await ZipAsync(stream, target, cancellationToken);
            else if (archive.EndsWith(".tar", StringComparison.OrdinalIgnoreCase))
                await TarAsync(stream, target, cancellationToken);
            else
                await TarAsync(new GZipStream(stream, CompressionMode.Decompress), target, cancellationToken);
            return target.Top;
        }
        catch (Exception e) when (e is InvalidDataException or FormatException or EndOfStreamException or NotSupportedException)
        {
            throw new TrialException($"the archive can't be read: {e.Message}", archive,
                $"Give a folder, or an archive of one ({string.Join(", ", Kinds)})", ExitStatus.BadInput, e);
        }
    }

    static async Task TarAsync(Stream stream, Target target, CancellationToken cancellationToken)
    {
        await using var reader = new TarReader(stream);
        while (await reader.GetNextEntryAsync(cancellationToken: cancellationToken) is { } entry)
        {
            if (entry.EntryType is TarEntryType.Directory or TarEntryType.GlobalExtendedAttributes)
                continue;
            if (entry.EntryType is not (TarEntryType.RegularFile or TarEntryType.V7RegularFile))
                throw target.Hostile(entry.Name, $"is a {entry.EntryType}");
            await target.WriteAsync(entry.Name, entry.DataStream ?? Stream.Null, cancellationToken);
        }
    }

    static async Task ZipAsync(Stream stream, Target target, CancellationToken cancellationToken)
    {
        using var zip = new ZipArchive(stream);
        foreach (var entry in zip.Entries.Where(x => !x.FullName.EndsWith('/')))
        {
            await using var content = await entry.OpenAsync(cancellationToken);
            await target.WriteAsync(entry.FullName, content, cancellationToken);
        }
    }

    sealed class Target(string archive, string folder)
    {
        int entries;
        long bytes;
        string? top;

        public string Top => top ?? "";

        public TrialException Hostile(string name, string why) =>
            new($"the archive is not one of artifacts: {Printable.Show(name)} {why}", archive, status: ExitStatus.Refused);

        public async Task WriteAsync(string name, Stream content, CancellationToken cancellationToken)
        {
            var path = Path.Combine(folder, Plain(name));
            if (++entries > MostEntries)
                throw Hostile(name, $"is one of more than {MostEntries} files");
            if (File.Exists(path))
                throw Hostile(name, "stands in it twice");
#pragma warning disable CA5389 // Plain() lets one bare file name through; the rule knows only its own ways to sanitize.
            await using var file = new FileStream(path, FileMode.CreateNew, FileAccess.Write);
#pragma warning restore CA5389
            var buffer = new byte[1 << 16];
            int read;
            // Counted as it comes: the size that an archive states is its own claim.
            while ((read = await content.ReadAsync(buffer, cancellationToken)) > 0)
            {
                if ((bytes += read) > MostBytes)
                    throw Hostile(name, $"makes it larger than {MostBytes >> 20} MB");
                await file.WriteAsync(buffer.AsMemory(0, read), cancellationToken);
            }
        }

        string Plain(string name)
        {
            string[] parts = [.. name.Replace('\\', '/').Split('/').Where(x => x != ".")];
            if (parts.Length is < 1 or > 2 || parts.Any(x => x is "" or ".." || x.Any(char.IsControl)))
                throw Hostile(name, "is not a file of one folder");
            var over = parts.Length == 2 ? parts[0] : "";
            top ??= over;
            return over == top ? parts[^1] : throw Hostile(name, "is in another folder than the files before");
        }
    }
}
