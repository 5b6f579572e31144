using SpiceTrial.Json;
using SpiceTrial.Packages;
using SpiceTrial.Processes;

namespace SpiceTrial.Artifacts;

/// <summary>Puts the packages that an operator needs, with their proof, into <c>built/&lt;source&gt;_&lt;version&gt;_&lt;architecture&gt;/</c>.</summary>
public sealed class PackageArtifacts(Workspace workspace)
{
    public const string ManifestName = "manifest.json";

    public async Task<ArtifactsFolder> RunAsync(ChainRecords chain, CancellationToken cancellationToken)
    {
        var name = $"{chain.ApplyPatch.Source}_{DebianVersion.Parse(chain.ApplyPatch.Version).WithoutEpoch}_{chain.DebBuild.Architecture}";
        Directory.CreateDirectory(workspace.Built);
        using var _ = await FileLock.TakeAsync(Path.Combine(workspace.Built, ".lock"), null, TimeSpan.FromMinutes(5), cancellationToken);
        using var publication = new Publication(workspace.Built, name);
        var files = await CopyAsync(chain, publication.Folder, cancellationToken);
        var manifest = await DescribeAsync(chain, files, publication.Folder, cancellationToken);
        ThrowIfFailed(manifest);
        await File.WriteAllTextAsync(Path.Combine(publication.Folder, "README.md"), ArtifactsReadme.Write(manifest), cancellationToken);
        files.Add(await FileOfAsync(Path.Combine(publication.Folder, "README.md"), cancellationToken));
        manifest = manifest with { Files = [.. files.OrderBy(x => x.Name, StringComparer.Ordinal)] };
        await RecordFile.WriteAsync(Path.Combine(publication.Folder, ManifestName), manifest, cancellationToken);
        return new ArtifactsFolder(publication.Publish(), manifest);
    }

    // What fails its own checks is not published: an operator would install it.
    static void ThrowIfFailed(Manifest manifest)
    {
        var failed = manifest.Verification.Checks.Where(x => x.Outcome == CheckOutcome.Failed).ToList();
        if (failed.Count > 0)
            throw new TrialException(
                $"the built packages fail their checks: {string.Join("; ", failed.Select(x => $"{x.Name}: {x.Finding}"))}", manifest.Chain.DebBuild.Folder, "Nothing was published; the earlier result in built/ is as it was");
    }

    static async Task<List<ManifestFile>> CopyAsync(ChainRecords chain, string folder, CancellationToken cancellationToken)
    {
        var library = chain.ResolveVersion.BinaryPackage;
        var built = chain.DebBuild;
        var wanted = built.Files.Where(x => x.Name.StartsWith(library + "_", StringComparison.Ordinal) || x.Name.StartsWith(library + "-dbgsym_", StringComparison.Ordinal)
            || Path.GetExtension(x.Name) is ".buildinfo" or ".changes" or ".log").ToList();
        if (!wanted.Any(x => x.Name.StartsWith(library + "_", StringComparison.Ordinal)))
            throw new TrialException($"the build made no {library}", built.Folder);
        foreach (var (from, file) in wanted.Select(x => (built.Folder, x)).Concat(chain.ApplyPatch.Patches.Select(x => (chain.ApplyPatch.Folder, x))))
        {
            await file.VerifyAsync(from, "The file changed after the build; run DebBuild again", cancellationToken);
            File.Copy(Path.Combine(from, file.Name), Path.Combine(folder, file.Name));
        }

        var files = new List<ManifestFile>();
        foreach (var path in Directory.EnumerateFiles(folder))
            files.Add(await FileOfAsync(path, cancellationToken));
        return files;
    }

    static async Task<ManifestFile> FileOfAsync(string path, CancellationToken cancellationToken)
    {
        var file = await FileRecord.OfAsync(path, cancellationToken);
        var buildId = path.EndsWith(".deb", StringComparison.Ordinal) ? await BuildIdOfAsync(path, cancellationToken) : null;
        return new ManifestFile(file.Name, file.Size, file.Sha256, buildId);
    }

    static async Task<string?> BuildIdOfAsync(string deb, CancellationToken cancellationToken)
    {
        // A dbgsym package says in its control file which build it belongs to.
        var named = await Programs.OutputOfAsync(new ProgramCall("dpkg-deb", "--field", deb, "Build-Ids"), $"{deb} can't be read", cancellationToken);
        return named.Trim() is { Length: > 0 } id ? id.Split(' ')[0] : await BuildId.OfPackageAsync(deb, cancellationToken);
    }

    static async Task<Manifest> DescribeAsync(ChainRecords chain, List<ManifestFile> files, string folder, CancellationToken cancellationToken)
    {
        var (resolved, built) = (chain.ResolveVersion, chain.DebBuild);
        IEnumerable<string> warnings = resolved.Warnings;
        if (!built.Builder.Isolated)
            warnings = warnings.Append("Built on a host, not in an isolated environment: its packages can't be compared with those of other builders, and must not be paired with a control from one.");
        if (built.PackageTests == "skipped")
            warnings = warnings.Append("The package's own tests were skipped.");
        return new Manifest(
            new ManifestPackage(resolved.BinaryPackage, built.Version, chain.FetchSource.Version, built.Architecture, built.Suite),
            chain.ApplyPatch.TraceItems,
            resolved.Origin,
            new ManifestBuilder(built.Builder.Name, built.Builder.Detail, built.Builder.Reason),
            built.Builder.Isolated,
            DateTimeOffset.UtcNow,
            files,
            new Verification(await ArtifactChecks.RunAsync(chain, files, folder, cancellationToken)),
            [.. warnings],
            chain);
    }
}
