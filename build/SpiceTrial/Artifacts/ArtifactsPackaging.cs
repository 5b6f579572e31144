namespace SpiceTrial.Artifacts;

/// <summary>Puts the packages that an operator needs, with their proof, into
/// <c>built/&lt;source&gt;_&lt;version&gt;_&lt;architecture&gt;/</c>.</summary>
public sealed class ArtifactsPackaging(Workspace workspace, string scratch)
{
    /// <param name="chain">What was built, and how.</param>
    /// <param name="cancellationToken">Ends the checks.</param>
    /// <param name="signingKey">A key that signs the provenance. Default: none.</param>
    /// <exception cref="TrialException">A check failed; nothing is published.</exception>
    public async Task<ArtifactsFolder> RunAsync(ChainRecords chain, CancellationToken cancellationToken, string? signingKey = null)
    {
        var name = FolderName.Of(chain.ApplyPatch.Source, $"{chain.ApplyPatch.Version}", chain.DebBuild.Architecture);
        Directory.CreateDirectory(workspace.Built);
        using var _ = await FileLock.TakeAsync(Path.Combine(workspace.Built, ".lock"), null, TimeSpan.FromMinutes(5), cancellationToken);
        using var publication = new Publication(workspace.Built, name);
        await CopyAsync(chain, publication.Folder, cancellationToken);
        var draft = Describe(chain, await ArtifactFiles.OfAsync(publication.Folder, cancellationToken));
        var (control, missing) = await ControlBuild.FindAsync(workspace, draft, Path.Combine(scratch, "control"), cancellationToken);
        var artifacts = new ArtifactsInHand(publication.Folder, draft, Path.Combine(scratch, "candidate")) {
            IsTrusted = true, Control = control, ControlMissing = missing };
        var checks = await ArtifactCheck.MakeAsync(AllChecks.For(draft, AllChecks.Quick), artifacts, null, cancellationToken);
        var failed = Verification.Failures(checks);
        // Of what is not published, the difference is all the more to be read.
        await artifacts.WriteAttachmentsAsync(failed is null ? publication.Folder : chain.DebBuild.Folder, cancellationToken);
        // What fails its own checks is not published: an operator would install it.
        if (failed is not null)
            throw new TrialException($"the built packages fail their checks: {failed}", chain.DebBuild.Folder,
                "Nothing was published; the earlier result in built/ is as it was");
        var manifest = await ArtifactsSeal.WriteAsync(
            publication.Folder, draft with { Verification = new Verification(checks) }, signingKey, cancellationToken);
        return new ArtifactsFolder(await publication.PublishAsync(workspace.State, cancellationToken), manifest);
    }

    static async Task CopyAsync(ChainRecords chain, string folder, CancellationToken cancellationToken)
    {
        var library = chain.ResolveVersion.BinaryPackage;
        var built = chain.DebBuild;
        var wanted = built.Files.Where(x => x.Name.StartsWith(library + "_", StringComparison.Ordinal)
            || x.Name.StartsWith(library + "-dbgsym_", StringComparison.Ordinal)
            || Path.GetExtension(x.Name) is ".buildinfo" or ".changes" or ".log").ToList();
        if (!wanted.Any(x => x.Name.StartsWith(library + "_", StringComparison.Ordinal)))
            throw new TrialException($"the build made no {library}", built.Folder);
        // The source goes with the .buildinfo: no archive has it, and debrebuild looks for the .dsc beside that file.
        IEnumerable<FileRecord> sources = [.. chain.ApplyPatch.Patches, .. chain.ApplyPatch.Files];
        foreach (var (from, file) in wanted.Select(x => (built.Folder, x)).Concat(sources.Select(x => (chain.ApplyPatch.Folder, x))))
        {
            await file.VerifyAsync(from, "The file changed after the build; run DebBuild again", cancellationToken);
            File.Copy(Path.Combine(from, file.Name), Path.Combine(folder, file.Name));
        }
    }

    static Manifest Describe(ChainRecords chain, IReadOnlyList<ManifestFile> files)
    {
        var (resolved, built) = (chain.ResolveVersion, chain.DebBuild);
        IEnumerable<string> warnings = resolved.Warnings;
        if (!built.Builder.Isolated)
            warnings = warnings.Append(
                "Built on a host, not in an isolated environment: its packages can't be compared with those of other builders, and must "
                    + "not be paired with a control from one.");
        if (built.PackageTests == "skipped")
            warnings = warnings.Append("The package's own tests were skipped.");
        return new Manifest(
            new ManifestPackage(resolved.BinaryPackage, $"{built.Version}", $"{chain.FetchSource.Version}", built.Architecture,
                built.Suite),
            chain.ApplyPatch.TraceItems.Count,
            resolved.Origin,
            DateTimeOffset.UtcNow,
            files,
            new Verification([]),
            [.. warnings],
            chain);
    }
}
