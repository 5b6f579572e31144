using SpiceTrial.Artifacts;
using SpiceTrial.Builders;
using SpiceTrial.Debian;
using SpiceTrial.Hosts;

namespace SpiceTrial.Trial;

/// <summary>
/// The packages of several ring sizes that may be compared with each other: of one source, from one base environment, in isolation. What
/// stands in <c>built/</c> already and fits is taken as it is, so that each further size costs one warm build once.
/// </summary>
public sealed class Rings(ChainSteps steps)
{
    readonly ChainSettings settings = steps.Settings;

    /// <summary>Whether a folder that no run of this user sealed is refused where a build would replace it. Default: no.</summary>
    public bool KeepsOthers { get; init; }

    /// <param name="sizes">Ring sizes, 8 for the unpatched control; each from 8 to 256 and a power of two.</param>
    /// <param name="cancellationToken">Ends the builds.</param>
    /// <param name="taken">A reading of the host that was taken already; by default the host is asked.</param>
    /// <returns>A published folder for each size, in their order.</returns>
    /// <exception cref="TrialException">A size is none, or one of the builds failed; those before it are published.</exception>
    public async Task<IReadOnlyList<ArtifactsFolder>> EnsureAsync(
        IReadOnlyList<int> sizes, CancellationToken cancellationToken, HostReading? taken = null)
    {
        List<TraceItems> rings = [.. sizes.Select(x => TraceItems.From(x))];
        var resolved = await steps.ResolveAsync(cancellationToken, taken);
        return await EnsureAsync(resolved, await steps.FetchAsync(resolved, cancellationToken), rings, cancellationToken);
    }

    /// <summary>The same of what is resolved and fetched already.</summary>
    public async Task<IReadOnlyList<ArtifactsFolder>> EnsureAsync(
        ResolvedPackage resolved, SourcePackage source, IReadOnlyList<TraceItems> rings, CancellationToken cancellationToken)
    {
        // Before the first build, which takes minutes.
        foreach (var folder in KeepsOthers ? rings.Select(x => FolderOf(resolved, source, x)) : [])
        {
            if (File.Exists(Path.Combine(folder, Manifest.FileName))
                && !await ArtifactsFolder.IsSealedHereAsync(folder, settings.Workspace.State, cancellationToken))
                throw new TrialException("a folder from elsewhere has the name of a build that is needed, which would replace it", folder,
                    "Move it away; to load its library, unpack its package and name the file: Lab --library N=PATH", ExitStatus.Refused);
        }

        var artifacts = new List<ArtifactsFolder>();
        foreach (var ring in rings)
            artifacts.Add(await FindAsync(resolved, source, ring, cancellationToken)
                ?? await BuildAsync(resolved, source, ring, cancellationToken));
        return artifacts;
    }

    async Task<ArtifactsFolder> BuildAsync(
        ResolvedPackage resolved, SourcePackage source, TraceItems ring, CancellationToken cancellationToken)
    {
        using var own = steps.With(settings);
        var patched = await own.PatchAsync(source, ring, cancellationToken);
        var built = await own.BuildAsync(resolved, patched, cancellationToken);
        return await own.PackageAsync(new(resolved, source, patched, built), cancellationToken);
    }

    async Task<ArtifactsFolder?> FindAsync(
        ResolvedPackage resolved, SourcePackage source, TraceItems ring, CancellationToken cancellationToken)
    {
        var folder = FolderOf(resolved, source, ring);
        // None, or one of another version of this tool.
        if (await RecordFile.TryReadAsync<Manifest>(Path.Combine(folder, Manifest.FileName), cancellationToken) is not { } manifest
            || !await ArtifactsFolder.IsSealedHereAsync(folder, settings.Workspace.State, cancellationToken)
            || !IsOf(manifest, resolved, source)
            || !await HasPatchesAsync(manifest.Chain.ApplyPatch, source, ring, cancellationToken))
            return null;
        // Refuses what was changed since it was published. What was sealed here needs nobody's key.
        await ArtifactsVerification.CheckAsync(folder, trustedKeyring: null, settings.Workspace.State, cancellationToken);
        steps.Output.Phase($"{manifest.Package.Name} {manifest.Package.Version} is there already");
        return new ArtifactsFolder(folder, manifest);
    }

    string FolderOf(ResolvedPackage resolved, SourcePackage source, TraceItems ring) => Path.Combine(settings.Workspace.Built,
        FolderName.Of(source.Source, $"{ring.VersionOf(source.Version)}", resolved.Architecture));

    bool IsOf(Manifest manifest, ResolvedPackage resolved, SourcePackage source)
    {
        var (built, wanted) = (manifest.Chain,
            BaseKey.Of(resolved.Suite, resolved.Architecture, settings.BaseDate, settings.Mirror, source.BuildDepends));
        return built.DebBuild.Builder is { Isolated: true, Base: { } name } && name == wanted.ToString()
            && built.FetchSource.Files.SequenceEqual(source.Files)
            && (manifest.Origin, built.ResolveVersion.BinaryVersion) == (resolved.Origin, resolved.BinaryVersion)
            && (settings.SkipPackageTests || built.DebBuild.PackageTests == "passed");
    }

    async Task<bool> HasPatchesAsync(PatchedSource built, SourcePackage source, TraceItems ring, CancellationToken cancellationToken)
    {
        var patches = (await PatchSeries.ReadAsync(settings.Workspace.Patches, ring, cancellationToken)).For(source.Version);
        return built.TraceItems == ring
            && built.Patches.Select(x => (x.Name, x.Sha256)).SequenceEqual(patches.Select(x => (x.Name, FileRecord.Sha256Of(x.Text))));
    }
}
