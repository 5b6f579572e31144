using SpiceTrial.Debian;

namespace SpiceTrial.Artifacts;

/// <summary>What was built. These words end up in paths and commands: nothing else than the words gets in.</summary>
public sealed record ManifestPackage(string Name, string Version, string SourceVersion, string Architecture, string Suite)
{
    public string Name { get; init; } = ResolvedPackage.CheckPackage(Name);

    public string Version { get; init; } = $"{DebianVersion.Parse(Version)}";

    public string SourceVersion { get; init; } = $"{DebianVersion.Parse(SourceVersion)}";

    public string Architecture { get; init; } = ResolvedPackage.CheckArchitecture(Architecture);

    public string Suite { get; init; } = ResolvedPackage.CheckSuite(Suite);
}
