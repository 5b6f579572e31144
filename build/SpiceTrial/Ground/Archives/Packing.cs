namespace SpiceTrial.Ground;

/// <summary>A way to compress a stream, known by its first bytes.</summary>
/// <param name="Program">Its program, which unpacks from standard input to standard output; gzip is read without it.</param>
/// <param name="Magic">The first bytes.</param>
/// <param name="Names">Of names, and what the name of the content ends with instead.</param>
/// <param name="Arguments">Of the program.</param>
sealed record Packing(
    string Program, byte[] Magic, IReadOnlyList<(string Packed, string Inner)> Names, params IReadOnlyList<string> Arguments)
{
    // What the archive claims to need is not what it gets: dictionaries and windows over 256 MiB are refused.
    static readonly Packing[] All =
    [
        new("gzip", [0x1f, 0x8b, 8], [(".tgz", ".tar"), (".gz", "")]),
        new("xz", [0xfd, .. "7zXZ\0"u8], [(".txz", ".tar"), (".xz", "")], "-dcq", "-T1", "--memlimit-decompress=256MiB"),
        new("zstd", [0x28, 0xb5, 0x2f, 0xfd], [(".tzst", ".tar"), (".zst", "")], "-dcq", "--memory=256MB"),
        new("bzip2", [.. "BZh"u8], [(".tbz2", ".tar"), (".tbz", ".tar"), (".bz2", "")], "-dc"),
    ];

    /// <summary>What packing adds to a name, such as <c>.xz</c>.</summary>
    public static IEnumerable<string> Endings => All.SelectMany(x => x.Names).Where(x => x.Inner.Length == 0).Select(x => x.Packed);

    /// <summary>A name without what packing added to it.</summary>
    public static string WithoutEnding(string name) =>
        All.Select(x => x.Inner(name)).FirstOrDefault(x => x.Length > 0 && x != name) ?? name;

    public static Packing? Of(ReadOnlySpan<byte> head)
    {
        foreach (var packing in All)
        {
            // "BZh" and a digit may begin a text: the first block's number, or that of the end, follows.
            if (head.StartsWith(packing.Magic) && (packing.Program != "bzip2" || head is [_, _, _, _, 0x31 or 0x17, 0x41 or 0x72, ..]))
                return packing;
        }

        return null;
    }

    /// <summary>The name of what is packed.</summary>
    public string Inner(string path)
    {
        foreach (var (packed, inner) in Names)
        {
            if (path.EndsWith(packed, StringComparison.OrdinalIgnoreCase))
                return path[..^packed.Length] + inner;
        }

        return path;
    }

    /// <exception cref="NotSupportedException">Its program is not installed.</exception>
    public Stream Unpack(Stream packed) => Arguments.Count == 0 ? new GzipMembers(packed)
        : Programs.Find(Program) is { } path ? new UnpackingProgram(path, Arguments, packed)
        : throw new NotSupportedException($"it is packed with {Program}, which is not installed: {DebianPackages.InstallHint(Program)}");
}
