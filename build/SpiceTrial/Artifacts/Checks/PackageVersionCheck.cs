using SpiceTrial.Debian;

namespace SpiceTrial.Artifacts;

/// <summary>The package carries the version that its number of trace items asks for.</summary>
sealed class PackageVersionCheck : IArtifactCheck
{
    public string Name => "package version";

    public IReadOnlyList<string> Needs => ["dpkg-deb"];

    public string Command(ArtifactsInHand artifacts) => $"dpkg-deb -f {ShellWords.Quote(artifacts.Library.Name)} Version";

    public async Task<Finding> RunAsync(ArtifactsInHand artifacts, CancellationToken cancellationToken)
    {
        var manifest = artifacts.Manifest;
        var expected = manifest.Package.SourceVersion + TraceItems.From(manifest.TraceItems).VersionSuffix;
        var deb = artifacts.PathOf(artifacts.Library);
        var found = (await Programs.OutputOfAsync(
            new ProgramCall("dpkg-deb", "--field", deb, "Version"), $"{deb} can't be read", cancellationToken)).Trim();
        return Finding.Of(found == expected && manifest.Package.Version == expected, $"{found}, expected {expected}");
    }
}
