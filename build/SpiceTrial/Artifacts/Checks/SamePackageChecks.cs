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

    static async Task<Finding> AsControlAsync(ArtifactsInHand artifacts, CancellationToken cancellationToken) =>
        artifacts.Control is not { } control
            ? Finding.NotChecked(artifacts.ControlMissing)
            : await CompareAsync(artifacts, control.PathOf(control.Library), await control.UnpackAsync(cancellationToken),
                "debdiff-control.txt", "the control", [], cancellationToken);

    static async Task<Finding> AsArchiveAsync(ArtifactsInHand artifacts, CancellationToken cancellationToken)
    {
        if (artifacts.ArchivePackage is not { } archive)
            return Finding.NotChecked(artifacts.ArchiveMissing);
        var stock = await UnpackedLibrary.FromAsync(archive, null, Path.Combine(artifacts.Scratch, "archive"), cancellationToken);
        var version = await DebianVersion.OfPackageAsync(archive, cancellationToken);
        return await CompareAsync(
            artifacts, archive, stock, "debdiff.txt", $"{version}", OfRebuild(version, artifacts.Manifest), cancellationToken);
    }

    static async Task<Finding> CompareAsync(
        ArtifactsInHand artifacts, string earlier, UnpackedLibrary unpacked, string attachment, string whose, IEnumerable<string> allowed,
        CancellationToken cancellationToken)
    {
        var scratch = Path.Combine(artifacts.Scratch, attachment);
        var own = await PackageShape.ReadAsync(artifacts.PathOf(artifacts.Library),
            (await artifacts.UnpackAsync(cancellationToken)).Library, $"{scratch}-own", cancellationToken);
        var theirs = await PackageShape.ReadAsync(earlier, unpacked.Library, $"{scratch}-earlier", cancellationToken);
        var remark = await DebDiff.AttachAsync(artifacts, attachment, earlier, cancellationToken);
        string[] difference = [.. PackageShape.Difference(theirs, own).Except(allowed)];
        return difference.Length > 0
            ? Finding.Failed($"{difference.Length} differences from {whose}{remark}: {string.Join("; ", difference.Take(6))}")
            : Finding.Passed(
                $"{Count("file ")} files with their permissions, {Count("control file ")} control files, {Count("symbol ")} symbols, "
                    + $"SONAME and dependencies are the same as those of {whose}{remark}");

        int Count(string kind) => own.Count(x => x.StartsWith(kind, StringComparison.Ordinal));
    }

    // A rebuild by the archive (+b1) names the version of its source and has a changelog of its own; nothing else of it may differ.
    static IEnumerable<string> OfRebuild(DebianVersion version, Manifest manifest) => version.SourceVersion == version ? [] :
    [
        $"- Source: {manifest.Chain.ApplyPatch.Source} ({version.SourceVersion})",
        $"+ Source: {manifest.Chain.ApplyPatch.Source}",
        $"- file -rw-r--r-- root/root ./usr/share/doc/{manifest.Package.Name}/changelog.Debian.{manifest.Package.Architecture}.gz",
    ];
}
