namespace SpiceTrial.Artifacts;

/// <summary>Unpacks an archive of one folder of artifacts. It comes from elsewhere: only plain files under plain names get out, and not
/// without end.</summary>
static class ArtifactsArchive
{
    // A folder of artifacts has about 3 MB in a dozen files; tar may write a header of its own for each name.
    static readonly InputLimits Limits = new()
    {
        IsNested = false, PlainFilesOnly = true, Files = 400, Bytes = 256L << 20, Growth = 20, Refusal = ExitStatus.Refused, Hint = null,
    };

    public static IReadOnlyList<string> Kinds { get; } = [".tar.gz", ".tgz", ".tar", ".zip"];

    /// <param name="archive">One of <see cref="Kinds"/>, with the files at its top or in one folder.</param>
    /// <param name="folder">An empty folder.</param>
    /// <param name="cancellationToken">Ends the run.</param>
    /// <returns>The name of that folder; empty where the files are at the top.</returns>
    public static async Task<string> ExtractAsync(string archive, string folder, CancellationToken cancellationToken)
    {
        string? top = null;
        try
        {
            await using var file = RegularFile.TryOpen(archive) ?? throw new InvalidDataException("it is empty, or no file");
            await foreach (var entry in new ArchiveReader(Limits).ReadAsync("", file, cancellationToken))
            {
                var (over, name) = Plain(archive, entry.Path.Length > 0 ? entry.Path[1..] : throw new InvalidDataException("it is none"));
                if (over != (top ??= over))
                    throw Hostile(archive, name, "is in another folder than the files before");
                var path = Path.Combine(folder, name);
                if (File.Exists(path))
                    throw Hostile(archive, name, "stands in it twice");
#pragma warning disable CA5389 // Plain() lets one bare file name through; the rule knows only its own ways to sanitize.
                await using var target = new FileStream(path, FileMode.CreateNew, FileAccess.Write);
#pragma warning restore CA5389
                await entry.Content.CopyToAsync(target, cancellationToken);
            }

            return top ?? "";
        }
        catch (Exception e) when (Damaged.Is(e))
        {
            throw new TrialException($"the archive can't be read: {e.Message}", archive,
                $"Give a folder, or an archive of one ({string.Join(", ", Kinds)})", ExitStatus.BadInput, e);
        }
    }

    static (string Folder, string Name) Plain(string archive, string name)
    {
        string[] parts = [.. name.Replace('\\', '/').Split('/').Where(x => x != ".")];
        return parts.Length is 1 or 2 && !parts.Any(x => x is "" or ".." || x.Any(char.IsControl))
            ? (parts.Length == 2 ? parts[0] : "", parts[^1]) : throw Hostile(archive, name, "is not a file of one folder");
    }

    static TrialException Hostile(string archive, string name, string why) =>
        new($"the archive is not one of artifacts: {Printable.Show(name)} {why}", archive, status: ExitStatus.Refused);
}
