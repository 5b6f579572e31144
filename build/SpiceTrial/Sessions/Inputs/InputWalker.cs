using System.Runtime.CompilerServices;

namespace SpiceTrial.Sessions;

/// <summary>Goes through an input, a file or a folder, into archives and archives in them. Nothing is written but to temporary files
/// without a name.</summary>
sealed class InputWalker(InputLimits limits)
{
    const int HeadLength = 512;

    /// <summary>What was damaged or passed over, and why.</summary>
    public List<string> Remarks { get; } = [];

    public async IAsyncEnumerable<Leaf> WalkAsync(string path, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var isFolder = Directory.Exists(path);
        var root = isFolder ? path : Path.GetDirectoryName(Path.GetFullPath(path))!;
        List<string> files = isFolder ? Files(path) : [path];
        foreach (var file in files)
        {
            await using var stream = RegularFile.TryOpen(file);
            if (stream is null)
                continue;
            var budget = new InputBudget(limits, file, stream.Length);
            await foreach (var leaf in OpenAsync(Path.GetRelativePath(root, file), stream, stream, limits.Depth, budget, cancellationToken))
                yield return leaf;
        }
    }

    /// <summary>In the order of their names; links, which may lead out of the folder, are not followed.</summary>
    List<string> Files(string folder)
    {
        var options = new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint,
            MaxRecursionDepth = 16, IgnoreInaccessible = true };
        var files = Directory.EnumerateFiles(folder, "*", options).Take(limits.Files + 1).Order(StringComparer.Ordinal).ToList();
        return files.Count <= limits.Files ? files
            : throw new TrialException(
                $"the folder holds more than {limits.Files} files", folder, "Give the session's own folder", ExitStatus.BadInput);
    }

    async IAsyncEnumerable<Leaf> OpenAsync(string path, Stream content, FileStream? file, int depth, InputBudget budget,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var head = new byte[HeadLength];
        var length = await content.ReadAtLeastAsync(head, HeadLength, throwOnEndOfStream: false, cancellationToken);
        var whole = new PeekedStream(head.AsMemory(0, length), content);
        if (Kind(head.AsSpan(0, length)) is not { } kind)
        {
            yield return new(path, whole) { File = file };
            yield break;
        }

        if (depth == 0)
            throw budget.Refused($"archives lie in archives more than {limits.Depth} deep");
        var inside = kind switch
        {
            ArchiveKind.Gzip => GzipAsync(path, whole, depth - 1, budget, cancellationToken),
            ArchiveKind.Tar => TarAsync(path, whole, depth - 1, budget, cancellationToken),
            ArchiveKind.Zip => ZipAsync(
                path, file is not null && content == file ? null : whole, file, depth - 1, budget, cancellationToken),
            _ => throw new InvalidOperationException(kind.ToString()),
        };
        await foreach (var leaf in UnlessDamagedAsync(path, inside))
            yield return leaf;
    }

    async IAsyncEnumerable<Leaf> GzipAsync(
        string path, Stream content, int depth, InputBudget budget, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var inflated = new CountedStream(new GzipMembers(content), budget);
        var inner = path.EndsWith(".tgz", StringComparison.Ordinal)
            ? path[..^4] + ".tar" : path.EndsWith(".gz", StringComparison.Ordinal) ? path[..^3] : path;
        await foreach (var leaf in OpenAsync(inner, inflated, null, depth, budget, cancellationToken))
            yield return leaf;
    }

    async IAsyncEnumerable<Leaf> TarAsync(
        string path, Stream content, int depth, InputBudget budget, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var (name, entry) in TarEntries.ReadAsync(content, budget, cancellationToken))
        {
            await foreach (var leaf in OpenAsync($"{path}/{name}", entry, null, depth, budget, cancellationToken))
                yield return leaf;
        }
    }

    /// <summary>A zip's directory stands at its end: within another archive it goes to a temporary file.</summary>
    async IAsyncEnumerable<Leaf> ZipAsync(string path, Stream? nested, FileStream? file, int depth, InputBudget budget,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var spool = nested is null ? null : await SpoolFile.FillAsync(nested, limits.Spooled, cancellationToken);
        foreach (var (name, content) in ZipEntries.Read(spool ?? file!, budget))
        {
            await foreach (var leaf in OpenAsync($"{path}/{name}", content, null, depth, budget, cancellationToken))
                yield return leaf;
        }
    }

    /// <summary>A damaged archive ends here; those beside it are still read.</summary>
    async IAsyncEnumerable<Leaf> UnlessDamagedAsync(string path, IAsyncEnumerable<Leaf> inside)
    {
        await using var leaves = inside.GetAsyncEnumerator(CancellationToken.None);
        while (true)
        {
            try
            {
                if (!await leaves.MoveNextAsync())
                    yield break;
            }
            catch (Exception e) when (Damaged.Is(e))
            {
                if (Remarks.Count < 100)
                    Remarks.Add($"{Shown.Text(path)} is damaged or cut off ({e.Message.TrimEnd('.')}); what stands before that was read");
                yield break;
            }

            yield return leaves.Current;
        }
    }

    static ArchiveKind? Kind(ReadOnlySpan<byte> head) =>
        head.StartsWith("\u001f"u8) && head.Length > 2 && head[1] == 0x8b && head[2] == 8 ? ArchiveKind.Gzip
        : ZipEntries.IsZip(head) ? ArchiveKind.Zip
        : TarEntries.IsTar(head) ? ArchiveKind.Tar
        : null;

    enum ArchiveKind
    {
        Gzip,
        Zip,
        Tar,
    }
}
