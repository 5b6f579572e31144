using SpiceTrial.Debian;

namespace SpiceTrial.Artifacts;

/// <summary>The version replaces the stock one and is replaced by the next update (docs/versions.md).</summary>
sealed class VersionOrderCheck : IArtifactCheck
{
    public string Name => "version order";

    public string Command(ArtifactsInHand artifacts)
    {
        var (own, source) = (artifacts.Manifest.Package.Version, artifacts.Manifest.Package.SourceVersion);
        return $"{ShellWords.Join(["dpkg", "--compare-versions", own, "gt", source])} && "
            + $"{ShellWords.Join(["dpkg", "--compare-versions", own, "lt", source + "+b1"])} && echo in order";
    }

    public async Task<Finding> RunAsync(ArtifactsInHand artifacts, CancellationToken cancellationToken)
    {
        var (own, source) = (DebianVersion.Parse(artifacts.Manifest.Package.Version),
            DebianVersion.Parse(artifacts.Manifest.Package.SourceVersion));
        var stock = artifacts.ArchivePackage is { } archive
            ? await DebianVersion.OfPackageAsync(archive, cancellationToken)
            : artifacts.Manifest.Chain.ResolveVersion.BinaryVersion.StockVersion;
        return Finding.Of(source < own && own < DebianVersion.Parse(source + "+b1"), $"{source} < {own} < {source}+b1{Above(own, stock)}");
    }

    // trixie has spice 0.15.2-1 only as +b1. Nothing fails by that, but an operator has to know.
    static string Above(DebianVersion own, DebianVersion stock) => stock <= own ? ""
        : $"; the stock package is the rebuild {stock}, which is above: dpkg will call the installation a downgrade, and apt brings the "
            + "stock one back once the hold is gone";
}
