using System.Runtime.CompilerServices;

namespace SpiceTrial.Sessions;

/// <summary>Goes through an input, a file or a folder, into archives and archives in them.</summary>
sealed class InputWalker(InputLimits limits)
{
    const int MostRemarks = 100;

    /// <summary>What was damaged, and why.</summary>
    public List<string> Remarks { get; } = [];

    public async IAsyncEnumerable<Leaf> WalkAsync(string path, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var isFolder = Directory.Exists(path);
        var root = isFolder ? path : Path.GetDirectoryName(Path.GetFullPath(path))!;
        var archives = new ArchiveReader(limits) { OnDamage = Remark };
        foreach (var file in isFolder ? Files(path) : [path])
        {
            await using var stream = RegularFile.TryOpen(file);
            if (stream is null)
                continue;
            await foreach (var leaf in archives.ReadAsync(Path.GetRelativePath(root, file), stream, cancellationToken))
                yield return leaf;
        }
    }

    void Remark(string path, Exception damage)
    {
        if (Remarks.Count < MostRemarks)
            Remarks.Add($"{Printable.Show(path, 200, keepsEnd: true)} is damaged or cut off ({damage.Message.TrimEnd('.')}); what stands "
                + "before that was read");
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
}
