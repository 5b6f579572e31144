namespace SpiceTrial.Debian;

/// <summary>A source package with our patch on top of its quilt series, as a .dsc of its own.</summary>
/// <param name="Source">Source package name.</param>
/// <param name="BaseVersion">The version that was patched.</param>
/// <param name="Version">The version of the result, <c>BaseVersion+0ntraceN</c>.</param>
/// <param name="TraceItems">Entries of the ring.</param>
/// <param name="Folder">Holds the files and the patches.</param>
/// <param name="Files">The .dsc first, then the files it names.</param>
/// <param name="Patches">The derived patches, empty for the control.</param>
/// <param name="Timestamp">Date of the changelog entry: that of the entry below it, so that equal input gives equal bytes.</param>
/// <param name="BuildDepends">As in the source's .dsc.</param>
public sealed record PatchedSource(
    string Source,
    DebianVersion BaseVersion,
    DebianVersion Version,
    TraceItems TraceItems,
    string Folder,
    IReadOnlyList<FileRecord> Files,
    IReadOnlyList<FileRecord> Patches,
    DateTimeOffset Timestamp,
    string BuildDepends)
{
    public string Dsc => Path.Combine(Folder, Files[0].Name);
}
