using SpiceTrial.Artifacts;
using SpiceTrial.Builders;
using SpiceTrial.Debian;
using SpiceTrial.Hosts;

namespace SpiceTrial.Trial;

/// <summary>
/// The packages of several ring sizes that may be compared with each other: of one source, from one base environment, in isolation. What
/// stands in
/// <c>built/</c> already and fits is taken as it is, so that each further size costs one warm build once.
/// </summary>
public sealed class Rings(ChainSettings settings, IChainOutput output)
{
    readonly Workspace workspace = settings.Workspace;

    /// <param name="sizes">Ring sizes, 8 for the unpatched control; each from 8 to 256 and a power of two.</param>
    /// <param name="cancellationToken">Ends the builds.</param>
    /// <param name="taken">A reading of the host that was taken already; by default the host is asked.</param>
    /// <returns>A published folder for each size, in their order.</returns>
    /// <exception cref="TrialException">A size is none, or one of the builds failed; those before it are published.</exception>
    public async Task<IReadOnlyList<ArtifactsFolder>> EnsureAsync(
        IReadOnlyList<int> sizes, CancellationToken cancellationToken, HostReading? taken = null)
    {
        List<TraceItems> rings = [.. sizes.Select(x => TraceItems.From(x))];
        using var chain = new ChainRun(settings with { KeepsRecords = false }, output);
        var resolved = await chain.ResolveVersionAsync(cancellationToken, taken);
        var source = await chain.FetchSourceAsync(cancellationToken);
        var artifacts = new List<ArtifactsFolder>();
        foreach (var ring in rings)
            artifacts.Add(await FindAsync(resolved, source, ring, cancellationToken) ?? await BuildAsync(chain, ring, cancellationToken));
        return artifacts;
    }

    static async Task<ArtifactsFolder> BuildAsync(ChainRun chain, TraceItems ring, CancellationToken cancellationToken)
    {
        using var run = chain.ForRing(ring.Count);
        await run.ApplyPatchAsync(cancellationToken);
        await run.DebBuildAsync(cancellationToken);
        return await run.PackageArtifactsAsync(cancellationToken);
    }

    async Task<ArtifactsFolder?> FindAsync(
        ResolvedPackage resolved, SourcePackage source, TraceItems ring, CancellationToken cancellationToken)
    {
        var version = DebianVersion.Parse(source.Version + ring.VersionSuffix);
        var folder = Path.Combine(workspace.Built, $"{source.Name}_{version.WithoutEpoch}_{resolved.Architecture}");
        if (await ReadAsync(folder, cancellationToken) is not { } manifest || !IsOf(manifest, resolved, source)
            || !await HasPatchesAsync(manifest.Chain.ApplyPatch, source, ring, cancellationToken))
            return null;
        // Refuses what was changed since it was published.
        await ArtifactsVerification.CheckAsync(folder, settings.TrustedKeyring, cancellationToken);
        output.Phase($"{manifest.Package.Name} {version} is there already");
        return new ArtifactsFolder(folder, manifest);
    }

    static async Task<Manifest?> ReadAsync(string folder, CancellationToken cancellationToken)
    {
        try
        {
            return await RecordFile.ReadAsync<Manifest>(Path.Combine(folder, Manifest.FileName), cancellationToken);
        }
        catch (TrialException)
        {
            // None, or one of another version of this tool: built again.
            return null;
        }
    }

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
        var patches = (await PatchSeries.ReadAsync(workspace.Patches, ring, cancellationToken)).For(DebianVersion.Parse(source.Version));
        return built.TraceItems == ring.Count
            && built.Patches.Select(x => (x.Name, x.Sha256)).SequenceEqual(patches.Select(x => (x.Name, FileRecord.Sha256Of(x.Text))));
    }
}
