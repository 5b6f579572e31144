using SpiceTrial.Debian;

namespace SpiceTrial.Artifacts;

static class VersionChecks
{
    /// <summary>The package carries the version that its number of trace items asks for.</summary>
    public static ArtifactCheck PackageVersion { get; } = new("package version",
        x => $"dpkg-deb -f {ShellWords.Quote(x.Library.Name)} Version", PackageVersionAsync) { Needs = ["dpkg-deb"] };

    /// <summary>The version replaces the stock one and is replaced by the next update (docs/versions.md).</summary>
    public static ArtifactCheck Order { get; } = new("version order", x =>
        $"{ShellWords.Join(["dpkg", "--compare-versions", x.Manifest.Package.Version, "gt", x.Manifest.Package.SourceVersion])} && "
        + $"{ShellWords.Join(["dpkg", "--compare-versions", x.Manifest.Package.Version, "lt", x.Manifest.Package.SourceVersion + "+b1"])} "
        + "&& echo in order", OrderAsync);

    static async Task<Finding> PackageVersionAsync(ArtifactsInHand artifacts, CancellationToken cancellationToken)
    {
        var (package, items) = (artifacts.Manifest.Package, TraceItems.From(artifacts.Manifest.TraceItems));
        var expected = package.SourceVersion + items.VersionSuffix;
        // As it stands there: one that is no version at all is no better than another.
        var found = (await Programs.OutputOfAsync(new ProgramCall("dpkg-deb", "--field", artifacts.PathOf(artifacts.Library), "Version"),
            $"{artifacts.Library.Name} can't be read", cancellationToken)).Trim();
        return Finding.Of(found == expected && package.Version == expected, $"{found}, expected {expected}");
    }

    static async Task<Finding> OrderAsync(ArtifactsInHand artifacts, CancellationToken cancellationToken)
    {
        var (own, source) = (DebianVersion.Parse(artifacts.Manifest.Package.Version),
            DebianVersion.Parse(artifacts.Manifest.Package.SourceVersion));
        var stock = artifacts.ArchivePackage is { } archive
            ? await DebianVersion.OfPackageAsync(archive, cancellationToken)
            : artifacts.Manifest.Chain.ResolveVersion.BinaryVersion.StockVersion;
        // trixie has spice 0.15.2-1 only as +b1. Nothing fails by that, but an operator has to know.
        var above = stock <= own ? ""
            : $"; the stock package is the rebuild {stock}, which is above: dpkg will call the installation a downgrade, and apt brings "
                + "the stock one back once the hold is gone";
        return Finding.Of(source < own && own < DebianVersion.Parse(source + "+b1"), $"{source} < {own} < {source}+b1{above}");
    }
}
