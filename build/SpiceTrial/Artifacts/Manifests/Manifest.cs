using SpiceTrial.Builders;

namespace SpiceTrial.Artifacts;

/// <summary><c>manifest.json</c> of a folder below <c>built/</c>, schema 1; docs/manifest.md describes its keys.</summary>
/// <param name="Package">What was built.</param>
/// <param name="TraceItems">Entries of the ring.</param>
/// <param name="Origin">Whether the deployed version was read from the host in this run, is a recorded one, or is that of a test
/// host.</param>
/// <param name="Created">When the folder was made.</param>
/// <param name="Files">Every file of the folder but this one.</param>
/// <param name="Verification">Checks of the result; a check that was not made says so.</param>
/// <param name="Warnings">What the operator must know.</param>
/// <param name="Chain">Every record that led here.</param>
public sealed record Manifest(
    ManifestPackage Package,
    int TraceItems,
    Origin Origin,
    DateTimeOffset Created,
    IReadOnlyList<ManifestFile> Files,
    Verification Verification,
    IReadOnlyList<string> Warnings,
    ChainRecords Chain)
{
    public const string FileName = "manifest.json";

    /// <summary>Where it was built.</summary>
    public BuilderRecord Builder => Chain.DebBuild.Builder;

    /// <summary>Whether the packages can be compared with those of the isolated builders.</summary>
    public bool Comparable => Builder.Isolated;
}
