namespace SpiceTrial.Debian;

/// <summary>What a .dsc says (Debian Policy 5.4). Take it from the signed text only.</summary>
public sealed record SourceControl(
    string Source, DebianVersion Version, string Format, string BuildDepends, IReadOnlyList<FileRecord> Files)
{
    public static SourceControl Parse(string text, string where)
    {
        var paragraph = Deb822.Parse(text, where);
        var files = paragraph.Table("Checksums-Sha256").Select(x => ParseFile(x, where)).ToList();
        if (files.Count == 0)
            throw new TrialException("the .dsc names no files with SHA-256", where);
        string[] dependencies = [
            paragraph["Build-Depends"] ?? "", paragraph["Build-Depends-Arch"] ?? "", paragraph["Build-Depends-Indep"] ?? ""];
        return new SourceControl(
            paragraph.Required("Source", where),
            DebianVersion.Parse(paragraph.Required("Version", where), where),
            paragraph.Required("Format", where),
            string.Join(", ", dependencies.Where(x => x.Length > 0)),
            files);
    }

    static FileRecord ParseFile(string[] words, string where) =>
        words is [{ Length: 64 } hash, var size, var name] && long.TryParse(size, out var bytes) && IsPlainName(name)
            ? new FileRecord(name, bytes, hash)
            : throw new TrialException($"the .dsc has a malformed line in Checksums-Sha256: {string.Join(' ', words)}", where);

    // A name with a folder in it would let a .dsc read or write elsewhere.
    static bool IsPlainName(string name) =>
        name.Length > 0 && name[0] != '.' && name[0] != '-'
            && name.All(c => char.IsAsciiLetterOrDigit(c) || "+-._~".Contains(c, StringComparison.Ordinal));
}
