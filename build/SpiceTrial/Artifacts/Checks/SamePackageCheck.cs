using SpiceTrial.Artifacts.Binaries;
using SpiceTrial.Processes;

namespace SpiceTrial.Artifacts.Checks;

/// <summary>Files, permissions, dependencies, maintainer scripts, SONAME and symbols are those of the package that it takes the place of.</summary>
sealed class SamePackageCheck : IArtifactCheck
{
    public const string Attachment = "debdiff.txt";

    public string Name => "same package as the archive's";

    public IReadOnlyList<string> Needs => ["dpkg-deb", "readelf", "nm"];

    public string Command(ArtifactsInHand artifacts) => $"apt-get download {artifacts.Manifest.Package.Name}; debdiff --controlfiles ALL {artifacts.Manifest.Package.Name}_*.deb {artifacts.Library.Name}";

    public async Task<Finding> RunAsync(ArtifactsInHand artifacts, CancellationToken cancellationToken)
    {
        if (artifacts.ArchivePackage is not { } archive)
            return Finding.NotChecked(artifacts.ArchiveMissing);
        var own = await PackageShape.ReadAsync(artifacts.PathOf(artifacts.Library), (await artifacts.UnpackAsync(cancellationToken)).Library, Path.Combine(artifacts.Scratch, "control"), cancellationToken);
        var stock = await UnpackedLibrary.FromAsync(archive, null, Path.Combine(artifacts.Scratch, "archive"), cancellationToken);
        var theirs = await PackageShape.ReadAsync(archive, stock.Library, Path.Combine(artifacts.Scratch, "archive-control"), cancellationToken);
        await AttachAsync(artifacts, archive, cancellationToken);
        var difference = PackageShape.Difference(theirs, own);
        return difference.Count > 0
            ? Finding.Failed($"{difference.Count} differences: {string.Join("; ", difference.Take(6))}")
            : Finding.Passed($"{Count(own, "file ")} files with their permissions, {Count(own, "control file ")} control files, {Count(own, "symbol ")} symbols, SONAME and dependencies are the same");
    }

    static int Count(IReadOnlyList<string> lines, string kind) => lines.Count(x => x.StartsWith(kind, StringComparison.Ordinal));

    // For people; the check does not need it.
    static async Task AttachAsync(ArtifactsInHand artifacts, string archive, CancellationToken cancellationToken)
    {
        if (Programs.Find("debdiff") is null)
            return;
        var result = await Programs.RunAsync(
            new ProgramCall("debdiff", "--controlfiles", "ALL", archive, artifacts.PathOf(artifacts.Library)) { Environment = new Dictionary<string, string?> { ["LC_ALL"] = "C.UTF-8" } }, cancellationToken);
        if (result.ExitCode is 0 or 1)
            artifacts.Attach(Attachment, result.Output);
    }
}
