using System.Security.Cryptography;

namespace SpiceTrial.Artifacts;

/// <summary>Everything of a library package that another part of the system can see, as lines: what is equal here is interchangeable for
/// dpkg and the linker.</summary>
static partial class PackageShape
{
    // Different by design, or sums of what is compared elsewhere.
    static readonly string[] Ignored = ["Version", "Installed-Size"];

    /// <summary>Control fields, maintainer scripts and other control files, paths with their permissions and owners, SONAME and exported
    /// symbols of a package, whose library is unpacked already; <paramref name="scratch"/> is an empty or missing folder.</summary>
    public static async Task<IReadOnlyList<string>> ReadAsync(
        string deb, string library, string scratch, CancellationToken cancellationToken)
    {
        await OutputAsync("sh", ["-c", "ulimit -f 65536 && exec dpkg-deb --control \"$1\" \"$2\"", "sh", deb, scratch], cancellationToken);
        List<string> lines = [.. Fields(await File.ReadAllTextAsync(Path.Combine(scratch, "control"), cancellationToken))];
        foreach (var file in new DirectoryInfo(scratch).EnumerateFileSystemInfos().OrderBy(x => x.Name, StringComparer.Ordinal)
            .Where(x => x.Name is not ("control" or "md5sums")))
            // Byte by byte: text that is no text must not look like other text.
            lines.Add($"control file {file.Name} " + await TextAsync(file, cancellationToken));
        lines.AddRange((await OutputAsync("dpkg-deb", ["--contents", deb], cancellationToken))
            .Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(Entry));
        lines.AddRange((await OutputAsync("readelf", ["--wide", "--dynamic", library], cancellationToken)).Split('\n')
            .Where(x => x.Contains("(SONAME)", StringComparison.Ordinal) || x.Contains("(NEEDED)", StringComparison.Ordinal))
            .Select(x => x.Trim()[19..].Trim()));
        lines.AddRange((await OutputAsync("nm", ["--dynamic", "--defined-only", "--with-symbol-versions", library], cancellationToken))
            .Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(x => "symbol " + string.Join(' ', x.Split(' ').Skip(1))));
        // A second entry of the same name would take the place of the first.
        return [.. lines.GroupBy(x => x).SelectMany(x => x.Select((line, i) => i == 0 ? line : $"{line} (again, {i})"))];
    }

    /// <summary>Lines that only one of two packages has; empty when they are alike.</summary>
    public static IReadOnlyList<string> Difference(IReadOnlyList<string> one, IReadOnlyList<string> other) =>
        [.. one.Except(other).Select(x => $"- {x}"), .. other.Except(one).Select(x => $"+ {x}")];

    static IEnumerable<string> Fields(string control) => control.Replace("\n ", " ", StringComparison.Ordinal)
        .Split('\n', StringSplitOptions.RemoveEmptyEntries)
        .Where(x => !Ignored.Contains(x.Split(':')[0], StringComparer.OrdinalIgnoreCase));

    static async Task<string> TextAsync(FileSystemInfo file, CancellationToken cancellationToken)
    {
        await using var stream = file is FileInfo { LinkTarget: null } ? RegularFile.TryOpen(file.FullName) : null;
        if (stream is null)
            return "is empty, or no regular file";
        using var reader = new StreamReader(stream, Encoding.Latin1);
        return Digest(await reader.ReadToEndAsync(cancellationToken));
    }

    static string Digest(string text) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.Latin1.GetBytes(Remark().Replace(text, ""))));

    // -rw-r--r-- root/root  1194112 2022-10-17 17:33 ./usr/lib/x.so -> target: without size and time.
    static string Entry(string line)
    {
        string[] words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return words.Length < 6
            ? line
            : $"file {words[0]} {words[1]} {string.Join(' ', words.Skip(5))}";
    }

    static Task<string> OutputAsync(string program, IReadOnlyList<string> arguments, CancellationToken cancellationToken) =>
        Programs.OutputOfAsync(new(program, arguments), "the package can't be read", cancellationToken);

    // debhelper signs what it adds with its own version.
    [GeneratedRegex(@"^# (Triggers added by|Automatically added by|End automatically added).*\n", RegexOptions.Multiline)]
    private static partial Regex Remark();
}
