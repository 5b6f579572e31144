using SpiceTrial.Debian;

namespace SpiceTrial.Artifacts;

/// <summary>Files, permissions, dependencies, maintainer scripts, SONAME and symbols are those of the package that it takes the place
/// of.</summary>
sealed class SamePackageCheck : IArtifactCheck
{
    public const string Attachment = "debdiff.txt";

    public string Name => "same package as the archive's";

    public IReadOnlyList<string> Needs => ["dpkg-deb", "readelf", "nm"];

    public string Command(ArtifactsInHand artifacts) =>
        RepeatedBy.WithArchivePackage(artifacts, $"debdiff --controlfiles ALL \"$a\"/*.deb {ShellWords.Quote(artifacts.Library.Name)}");

    public async Task<Finding> RunAsync(ArtifactsInHand artifacts, CancellationToken cancellationToken)
    {
        if (artifacts.ArchivePackage is not { } archive)
            return Finding.NotChecked(artifacts.ArchiveMissing);
        var own = await PackageShape.ReadAsync(artifacts.PathOf(artifacts.Library),
            (await artifacts.UnpackAsync(cancellationToken)).Library, Path.Combine(artifacts.Scratch, "control"), cancellationToken);
        var stock = await UnpackedLibrary.FromAsync(archive, null, Path.Combine(artifacts.Scratch, "archive"), cancellationToken);
        var theirs = await PackageShape.ReadAsync(
            archive, stock.Library, Path.Combine(artifacts.Scratch, "archive-control"), cancellationToken);
        artifacts.Attach(Attachment, await DebDiff.OfAsync(archive, artifacts.PathOf(artifacts.Library), cancellationToken));
        var version = await DebianVersion.OfPackageAsync(archive, cancellationToken);
        string[] difference = [.. PackageShape.Difference(theirs, own).Except(OfRebuild(version, artifacts.Manifest))];
        return difference.Length > 0
            ? Finding.Failed($"{difference.Length} differences from {version}: {string.Join("; ", difference.Take(6))}")
            : Finding.Passed(
                $"{Count(own, "file ")} files with their permissions, {Count(own, "control file ")} control files, "
                    + $"{Count(own, "symbol ")} symbols, SONAME and dependencies are the same as those of {version}");
    }

    // A rebuild by the archive (+b1) names the version of its source and has a changelog of its own; nothing else of it may differ.
    static IEnumerable<string> OfRebuild(DebianVersion version, Manifest manifest) => version.SourceVersion == version ? [] :
    [
        $"- Source: {manifest.Chain.ApplyPatch.Source} ({version.SourceVersion})",
        $"+ Source: {manifest.Chain.ApplyPatch.Source}",
        $"- file -rw-r--r-- root/root ./usr/share/doc/{manifest.Package.Name}/changelog.Debian.{manifest.Package.Architecture}.gz",
    ];

    static int Count(IReadOnlyList<string> lines, string kind) => lines.Count(x => x.StartsWith(kind, StringComparison.Ordinal));
}
