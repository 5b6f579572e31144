using SpiceTrial.Packages;

namespace SpiceTrial.Artifacts.Checks;

/// <summary>The version replaces the stock one and is replaced by the next update (docs/versions.md).</summary>
sealed class VersionOrderCheck : IArtifactCheck
{
    public string Name => "version order";

    public string Command(ArtifactsInHand artifacts) => $"dpkg --compare-versions {artifacts.Manifest.Package.Version} lt {artifacts.Manifest.Package.SourceVersion}+b1";

    public Task<Finding> RunAsync(ArtifactsInHand artifacts, CancellationToken cancellationToken)
    {
        var (own, source) = (artifacts.Manifest.Package.Version, artifacts.Manifest.Package.SourceVersion);
        var ordered = DebianVersion.Parse(source) < DebianVersion.Parse(own) && DebianVersion.Parse(own) < DebianVersion.Parse(source + "+b1");
        return Task.FromResult(Finding.Of(ordered, $"{source} < {own} < {source}+b1"));
    }
}
