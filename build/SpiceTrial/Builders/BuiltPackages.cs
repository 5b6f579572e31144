using SpiceTrial.Debian;

namespace SpiceTrial.Builders;

/// <summary>The result of a package build.</summary>
/// <param name="Version">Version of the packages.</param>
/// <param name="Folder">Holds the files.</param>
/// <param name="Files">Packages, .buildinfo, .changes and the log.</param>
/// <param name="Builder">Where it was built.</param>
/// <param name="Suite">Suite of the environment.</param>
/// <param name="Architecture">Architecture of the packages.</param>
/// <param name="PackageTests">"passed" or "skipped".</param>
/// <param name="Started">Start of the build.</param>
/// <param name="Duration">Of the package build, in seconds, with the making of its environment where that was not there yet.</param>
/// <param name="Tools">Versions of what built it.</param>
public sealed record BuiltPackages(
    DebianVersion Version,
    string Folder,
    IReadOnlyList<FileRecord> Files,
    BuilderRecord Builder,
    string Suite,
    string Architecture,
    string PackageTests,
    DateTimeOffset Started,
    TimeSpan Duration,
    IReadOnlyDictionary<string, string> Tools);
