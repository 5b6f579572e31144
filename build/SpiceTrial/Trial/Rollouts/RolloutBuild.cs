using SpiceTrial.Artifacts;

namespace SpiceTrial.Trial;

/// <summary>One package of the rollout: each release and architecture has one, and it stays the same from wave to wave.</summary>
public sealed record RolloutBuild(string Suite, string Architecture, string Version, string BuildId, string Sha256)
{
    internal static RolloutBuild Of(VerifiedArtifacts artifacts)
    {
        var (package, library) = (artifacts.Artifacts.Manifest.Package, artifacts.Artifacts.Library);
        return new(package.Suite, package.Architecture, package.Version, library.BuildId ?? "", library.Sha256);
    }
}
