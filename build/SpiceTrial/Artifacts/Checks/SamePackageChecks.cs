using SpiceTrial.Debian;

namespace SpiceTrial.Artifacts;

/// <summary>Files, permissions, dependencies, maintainer scripts, SONAME and symbols are those of another package.</summary>
static class SamePackageChecks
{
    /// <summary>Of the control: besides the library's content nothing differs. Needs no archive.</summary>
    public static ArtifactCheck AsControl { get; } = new("same package as the control",
        x => x.Control is not { } control
            ? RepeatedBy.VerificationWithControl(x)
            : ShellWords.Join(
                ["debdiff", "--controlfiles", "ALL", $"../{Path.GetFileName(control.Folder)}/{control.Library.Name}", x.Library.Name]),
        AsControlAsync) { Needs = ["dpkg-deb", "readelf", "nm"] };

    /// <summary>Of the archive's package, which it takes the place of.</summary>
    public static ArtifactCheck AsArchive { get; } = new("same package as the archive's",
        x => RepeatedBy.WithArchivePackage(x, $"debdiff --controlfiles ALL \"$a\"/*.deb {ShellWords.Quote(x.Library.Name)}"),
        AsArchiveAsync) { Needs = ["dpkg-deb", "readelf", "nm"] };

    static async Task<Finding> AsControlAsync(ArtifactsInHand artifacts, CancellationToken cancellationToken)
    {
        if (artifacts.Control is not { } control)
            return Finding.NotChecked(artifacts.ControlMissing);
        var remark = await DebDiff.AttachAsync(artifacts, "debdiff-control.txt", control.PathOf(control.Library), cancellationToken);
        var difference = PackageShape.Difference(
            await ShapeAsync(control, cancellationToken), await ShapeAsync(artifacts, cancellationToken));
        return difference.Count > 0
            ? Finding.Failed($"{difference.Count} differences from the control: {string.Join("; ", difference.Take(6))}{remark}")
            : Finding.Passed($"files, permissions, fields, control files, SONAME and symbols are the same{remark}");
    }

    static async Task<Finding> AsArchiveAsync(ArtifactsInHand artifacts, CancellationToken cancellationToken)
    {
        if (artifacts.ArchivePackage is not { } archive)
            return Finding.NotChecked(artifacts.ArchiveMissing);
        var own = await ShapeAsync(artifacts, cancellationToken);
        var stock = await UnpackedLibrary.FromAsync(archive, null, Path.Combine(artifacts.Scratch, "archive"), cancellationToken);
        var theirs = await PackageShape.ReadAsync(
            archive, stock.Library, Path.Combine(artifacts.Scratch, "archive-shape"), cancellationToken);
        var remark = await DebDiff.AttachAsync(artifacts, "debdiff.txt", archive, cancellationToken);
        var version = await DebianVersion.OfPackageAsync(archive, cancellationToken);
        string[] difference = [.. PackageShape.Difference(theirs, own).Except(OfRebuild(version, artifacts.Manifest))];
        return difference.Length > 0
            ? Finding.Failed($"{difference.Length} differences from {version}: {string.Join("; ", difference.Take(6))}{remark}")
            : Finding.Passed(
                $"{Count(own, "file ")} files with their permissions, {Count(own, "control file ")} control files, "
                    + $"{Count(own, "symbol ")} symbols, SONAME and dependencies are the same as those of {version}{remark}");
    }

    static async Task<IReadOnlyList<string>> ShapeAsync(ArtifactsInHand artifacts, CancellationToken cancellationToken) =>
        await PackageShape.ReadAsync(
            artifacts.PathOf(artifacts.Library), (await artifacts.UnpackAsync(cancellationToken)).Library,
            Path.Combine(artifacts.Scratch, "shape"), cancellationToken);

    // A rebuild by the archive (+b1) names the version of its source and has a changelog of its own; nothing else of it may differ.
    static IEnumerable<string> OfRebuild(DebianVersion version, Manifest manifest) => version.SourceVersion == version ? [] :
    [
        $"- Source: {manifest.Chain.ApplyPatch.Source} ({version.SourceVersion})",
        $"+ Source: {manifest.Chain.ApplyPatch.Source}",
        $"- file -rw-r--r-- root/root ./usr/share/doc/{manifest.Package.Name}/changelog.Debian.{manifest.Package.Architecture}.gz",
    ];

    static int Count(IReadOnlyList<string> lines, string kind) => lines.Count(x => x.StartsWith(kind, StringComparison.Ordinal));
}
