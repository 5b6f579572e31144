namespace SpiceTrial.Artifacts;

/// <summary>Makes every check of a folder of artifacts that can be made here.</summary>
/// <param name="workspace">Where the control is looked for.</param>
/// <param name="scratch">A folder for what is unpacked.</param>
/// <param name="progress">Is told which check is being made.</param>
public sealed class ArtifactsVerifier(Workspace workspace, string scratch, Action<string> progress)
{
    // Its name without the ending, where the folder came in one.
    string? archive;

    /// <summary>Programs of the checks; what can't be installed is on record as not checked.</summary>
    /// <param name="architecture">Of the packages, Debian's name.</param>
    public static IReadOnlyList<string> ProgramsFor(string architecture) =>
        [.. AllChecks.Full.Where(x => x.IsMadeOf(architecture)).SelectMany(x => x.Needs).Append("debdiff")
            .Distinct()];

    /// <summary>The folder itself, or what an archive of it holds, unpacked into the scratch folder.</summary>
    /// <exception cref="TrialException">Neither, or an archive that no honest run makes.</exception>
    public async Task<string> OpenAsync(string path, CancellationToken cancellationToken)
    {
        if (Directory.Exists(path))
            return Path.TrimEndingDirectorySeparator(Path.GetFullPath(path));
        var ending = ArtifactsArchive.Kinds.FirstOrDefault(x => path.EndsWith(x, StringComparison.OrdinalIgnoreCase));
        if (!File.Exists(path) || ending is null)
            throw new TrialException("there are no artifacts", path,
                $"Give a folder below built/, or an archive of one ({string.Join(", ", ArtifactsArchive.Kinds)})", ExitStatus.BadInput);
        var files = Directory.CreateDirectory(Path.Combine(scratch, "files")).FullName;
        archive = Path.GetFileName(path)[..^ending.Length];
        var inside = await ArtifactsArchive.ExtractAsync(path, files, cancellationToken);
        // Under the name that it has in the archive: the name is one of the things that are checked.
        var folder = Path.Combine(
            Directory.CreateDirectory(Path.Combine(scratch, "archive")).FullName, inside.Length > 0 ? inside : "files");
        Directory.Move(files, folder);
        return folder;
    }

    /// <summary>All results, also those that failed: what to make of them is the caller's.</summary>
    /// <param name="folder">As <see cref="OpenAsync"/> gives it.</param>
    /// <param name="cancellationToken">Ends the checks.</param>
    /// <param name="trustedKeyring">A file of OpenPGP keys that may have signed the provenance. Default: none.</param>
    /// <param name="stock">The archive's own package of the same version, or why there is none. Default: it was not asked for.</param>
    /// <param name="more">Checks beside those of this folder, such as a second build.</param>
    public async Task<(ArtifactsInHand Artifacts, IReadOnlyList<VerificationCheck> Seal, IReadOnlyList<VerificationCheck> Checks)> RunAsync(
        string folder, CancellationToken cancellationToken, string? trustedKeyring = null,
        (string? Package, string Missing)? stock = null, IReadOnlyList<ArtifactCheck>? more = null)
    {
        var manifest = await ArtifactsVerification.LoadAsync(folder, cancellationToken);
        var (control, missing) = await ControlBuild.FindAsync(workspace, manifest, Path.Combine(scratch, "control"), cancellationToken);
        var artifacts = new ArtifactsInHand(folder, manifest, Path.Combine(scratch, "candidate")) {
            Control = control, ControlMissing = missing, ArchivePackage = stock?.Package,
            ArchiveMissing = stock?.Missing ?? "the archive was not asked in this run" };
        var seal = await ArtifactsVerification.SealAsync(
            artifacts, AllChecks.Seal(trustedKeyring, archive), workspace.State, progress, cancellationToken);
        // Whatever else would be found in files that are not those of the manifest says nothing.
        if (seal.Any(x => x.Outcome == CheckOutcome.Failed))
            return (artifacts, seal, []);
        return (artifacts, seal,
            await ArtifactCheck.MakeAsync(
                [.. AllChecks.For(manifest, AllChecks.Full), .. more ?? []], artifacts, progress, cancellationToken));
    }

    /// <summary>Writes the results into the manifest, README and provenance of a folder in <c>built/</c>, in one step, and signs the
    /// provenance again where a key is named.</summary>
    public async Task<ArtifactsFolder> RecordAsync(string folder, ArtifactsInHand artifacts, IReadOnlyList<VerificationCheck> checks,
        CancellationToken cancellationToken, string? signingKey = null)
    {
        var parent = Path.GetDirectoryName(Path.GetFullPath(folder))!;
        using var _ = await FileLock.TakeAsync(Path.Combine(parent, ".lock"), null, TimeSpan.FromMinutes(5), cancellationToken);
        using var publication = new Publication(parent, Path.GetFileName(folder));
        // The lock was free during the checks: what lies there may be another run's by now. The README is written anew.
        foreach (var file in artifacts.Manifest.Files.Where(x => x.Name != ArtifactsSeal.ReadmeName))
            await file.CopyAsync(folder, publication.Folder, cancellationToken);
        await artifacts.WriteAttachmentsAsync(publication.Folder, cancellationToken);
        var sealedManifest = await ArtifactsSeal.WriteAsync(publication.Folder,
            artifacts.Manifest with { Verification = artifacts.Manifest.Verification.With(checks) }, signingKey, cancellationToken);
        return new ArtifactsFolder(await publication.PublishAsync(workspace.State, cancellationToken), sealedManifest);
    }
}
