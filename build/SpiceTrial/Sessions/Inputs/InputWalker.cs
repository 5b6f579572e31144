using System.Runtime.CompilerServices;

namespace SpiceTrial.Sessions;

/// <summary>Goes through an input, a file or a folder, into archives and archives in them. What it can't read it names.</summary>
sealed class InputWalker(InputLimits limits)
{
    const int MostNamed = 100;

    readonly List<PassedOver> named = [];
    int unnamed;

    public IReadOnlyList<PassedOver> PassedOver =>
        unnamed == 0 ? named : [.. named, new("...", $"{unnamed} more were passed over")];

    public void PassOver(string path, string why)
    {
        if (named.Count < MostNamed)
            named.Add(new(Printable.Show(path, 200, keepsEnd: true), Printable.Show(why, 400)));
        else
            unnamed++;
    }

    public async IAsyncEnumerable<Leaf> WalkAsync(string path, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var isFolder = Directory.Exists(path);
        var root = isFolder ? path : Path.GetDirectoryName(Path.GetFullPath(path))!;
        var archives = new ArchiveReader(limits)
        {
            OnDamage = (x, damage) => PassOver(x, damage is NotSupportedException ? damage.Message
                : $"it is damaged or cut off ({damage.Message.TrimEnd('.')}); what stands before that was read"),
            OnPassedOver = PassOver,
        };
        foreach (var file in isFolder ? Files(path) : [path])
        {
            var name = Path.GetRelativePath(root, file);
            await using var stream = Open(name, file, out var isEmpty);
            if (isEmpty)
                yield return new(name, Stream.Null, new(limits, name, 0));
            if (stream is null)
                continue;
            await foreach (var leaf in archives.ReadAsync(name, stream, cancellationToken))
                yield return TextEncodings.AsUtf8(leaf);
        }
    }

    FileStream? Open(string name, string file, out bool isEmpty)
    {
        isEmpty = false;
        try
        {
            var stream = RegularFile.TryOpen(file, out var why);
            isEmpty = stream is null && why == RegularFile.Empty;
            if (stream is null && !isEmpty)
                PassOver(name, why);
            return stream;
        }
        catch (IOException e)
        {
            PassOver(name, e.Message);
            return null;
        }
    }

    /// <summary>In the order of their names; links, which may lead out of the folder, are not followed.</summary>
    List<string> Files(string folder)
    {
        var (files, folders) = (new List<string>(), new Stack<DirectoryInfo>([new(folder)]));
        while (folders.TryPop(out var at))
        {
            try
            {
                foreach (var entry in at.EnumerateFileSystemInfos())
                {
                    if (entry.LinkTarget is not null)
                        Link(folder, entry);
                    else if (entry is DirectoryInfo below)
                        folders.Push(below);
                    else
                        files.Add(Path.Combine(folder, Path.GetRelativePath(Path.GetFullPath(folder), entry.FullName)));
                }
            }
            catch (Exception e) when (e is UnauthorizedAccessException or IOException)
            {
                PassOver(Path.GetRelativePath(folder, at.FullName), $"the folder can't be read: {e.Message}");
            }

            if (files.Count + folders.Count > limits.Files)
                throw new TrialException(
                    $"the folder holds more than {limits.Files} files", folder, "Give the session's own folder", ExitStatus.BadInput);
        }

        return [.. files.Order(StringComparer.Ordinal)];
    }

    /// <summary>What it leads to is read anyway where that lies in the folder.</summary>
    void Link(string folder, FileSystemInfo link)
    {
        var target = Path.GetFullPath(link.LinkTarget!, Path.GetDirectoryName(link.FullName)!);
        if (!$"{target}/".StartsWith($"{Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder))}/", StringComparison.Ordinal))
            PassOver(Path.GetRelativePath(folder, link.FullName),
                "it is a link out of the folder, which is not followed: give what it leads to");
    }
}
