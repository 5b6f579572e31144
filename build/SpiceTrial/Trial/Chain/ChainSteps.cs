using SpiceTrial.Artifacts;
using SpiceTrial.Builders;
using SpiceTrial.Debian;
using SpiceTrial.Hosts;

namespace SpiceTrial.Trial;

/// <summary>The steps of the chain: each takes the records of those before it and gives its own. None looks at what an earlier run
/// left.</summary>
/// <param name="settings">What the operator chose.</param>
/// <param name="output">Is told what happens.</param>
/// <param name="connect">Opens a connection to the host, over the operator's own: a passphrase that was given to one of them is not asked
/// for again.</param>
public sealed class ChainSteps(
    ChainSettings settings, IChainOutput output, Func<CancellationToken, Task<IHostConnection>> connect) : IDisposable
{
    readonly Workspace workspace = settings.Workspace;
    RunFolder? folder;

    public ChainSettings Settings => settings;

    public IChainOutput Output => output;

    public Prerequisites Prerequisites { get; } = new(output.Phase);

    /// <summary>Steps with other settings for the same host and a run folder of their own, over the same connections. The caller disposes
    /// of them.</summary>
    public ChainSteps With(ChainSettings other) => new(other, output, connect);

    /// <param name="cancellationToken">Stops at once.</param>
    /// <param name="taken">A reading of the host that was taken already; by default the host is asked.</param>
    public async Task<ResolvedPackage> ResolveAsync(CancellationToken cancellationToken, HostReading? taken = null)
    {
        var wanted = settings;
        if (settings is { PackageVersion: null, Suite: { } suite, RequireLive: false }
            && await IsOfAnotherReleaseAsync(cancellationToken))
        {
            output.Phase($"{settings.Hypervisor} is not known to run {suite}{(
                settings.Architecture is { } other ? $" on {other}" : "")}: asking {suite} which {Releases.Source} it has");
            var newest = await SuiteVersion.NewestAsync(Releases.Source, suite, settings.Mirror, cancellationToken);
            wanted = settings with { PackageVersion = $"{newest}" };
        }

        var resolved = await new DeployedVersion(connect, wanted, TimeProvider.System).FindAsync(taken, cancellationToken);
        foreach (var warning in resolved.Warnings)
            output.Warning(warning);
        return resolved;
    }

    public async Task<SourcePackage> FetchAsync(ResolvedPackage resolved, CancellationToken cancellationToken)
    {
        await Prerequisites.EnsureAsync(Prerequisites.ForChain, cancellationToken);
        // A host that runs our own build has the stock version's source.
        var request = new FetchRequest(
            resolved.Source, resolved.SourceVersion.StockVersion, resolved.Suite, resolved.Architecture, settings.Mirror,
            settings.SnapshotMirror);
        return await new SourceFetch(workspace, output.Phase).RunAsync(request, cancellationToken).OrExplainAsync(workspace.Downloads);
    }

    public async Task<PatchedSource> PatchAsync(SourcePackage source, TraceItems ring, CancellationToken cancellationToken)
    {
        var series = await PatchSeries.ReadAsync(workspace.Patches, ring, cancellationToken);
        return await new PatchApplication(output.Phase).RunAsync(
            source, ring, series, await FolderAsync("patched", cancellationToken), cancellationToken).OrExplainAsync(workspace.Runs);
    }

    public async Task<BuiltPackages> BuildAsync(ResolvedPackage resolved, PatchedSource source, CancellationToken cancellationToken)
    {
        var (builder, reason) = await ChooseBuilderAsync(resolved.Suite, resolved.Architecture, cancellationToken);
        output.Phase($"builder {builder.Name} ({reason})");
        if (builder.Name == HostBuilder.Own && Environment.IsPrivilegedProcess)
            output.Warning($"The source's own scripts (debian/rules) run as root on this machine, because of --builder {HostBuilder.Own}.");
        return await BuildAsync(builder, reason, new(
            source, resolved.Suite, resolved.Architecture, await FolderAsync("build", cancellationToken), !settings.SkipPackageTests,
            settings.Jobs, settings.BuildTimeout, settings.Mirror, settings.BaseDate), cancellationToken);
    }

    /// <summary>The source that lies beside packages again, in the same base, with everything else another.</summary>
    public async Task<BuiltPackages> BuildAgainAsync(ArtifactsInHand artifacts, CancellationToken cancellationToken)
    {
        var (source, first) = (artifacts.Manifest.Chain.ApplyPatch, artifacts.Manifest.Chain.DebBuild);
        // A copy: what the run folder held is gone by then, and the build's user reads it.
        var folder = await FolderAsync("again/source", cancellationToken);
        foreach (var file in artifacts.Manifest.Files.IntersectBy(source.Files.Select(x => x.Name), x => x.Name))
            await file.CopyAsync(artifacts.Folder, folder, cancellationToken);
        var (builder, reason) = await ChooseAsync(Isolated, first.Suite, first.Architecture, cancellationToken);
        return await BuildAsync(builder, reason, new(
            source with { Folder = folder }, first.Suite, first.Architecture, await FolderAsync("again/build", cancellationToken),
            PackageTests: false, settings.Jobs + 1, settings.BuildTimeout, settings.Mirror,
            BaseKey.DateOf(first.Builder.Base) ?? settings.BaseDate) { Varied = true }, cancellationToken);
    }

    public async Task<ArtifactsFolder> PackageAsync(ChainRecords chain, CancellationToken cancellationToken)
    {
        var artifacts = await new ArtifactsPackaging(workspace, await FolderAsync("checks", cancellationToken)).RunAsync(
            chain, cancellationToken, settings.SigningKey).OrExplainAsync(workspace.Built);
        foreach (var warning in artifacts.Manifest.Warnings.Except(chain.ResolveVersion.Warnings))
            output.Warning(warning);
        if (settings.Output is { } copy)
            await RecordFile.WriteAsync(Path.Combine(copy, Manifest.FileName), artifacts.Manifest, cancellationToken);
        return artifacts;
    }

    /// <summary>Which builder would be taken, and why.</summary>
    public Task<(IBuilder Builder, string Reason)> ChooseBuilderAsync(
        string suite, string architecture, CancellationToken cancellationToken) =>
        ChooseAsync([.. Isolated, new HostBuilder(workspace, Prerequisites)], suite, architecture, cancellationToken);

    /// <summary>A folder of this run, for what it makes.</summary>
    public async Task<string> FolderAsync(string name, CancellationToken cancellationToken) =>
        (folder ??= await RunFolder.OpenAsync(workspace, cancellationToken).OrExplainAsync(workspace.Runs)).Folder(name);

    public void Dispose() => folder?.Dispose();

    // An engine of root gives its containers no user namespace; the chroot of root has one.
    IReadOnlyList<IBuilder> Isolated => new IBuilder[] {
        new ContainerBuilder(workspace, settings.ContainerEngine), new ChrootBuilder(workspace) }
        .OrderBy(x => Environment.IsPrivilegedProcess && settings.ContainerEngine is null && x.Name == "container").ToList();

    Task<(IBuilder Builder, string Reason)> ChooseAsync(
        IReadOnlyList<IBuilder> builders, string suite, string architecture, CancellationToken cancellationToken) =>
        new BuilderChoice(builders).ChooseAsync(settings.Builder, suite, architecture, cancellationToken);

    async Task<BuiltPackages> BuildAsync(IBuilder builder, string reason, BuildRequest request, CancellationToken cancellationToken)
    {
        try
        {
            return await PackageBuild.RunAsync(builder, reason, request, new BuildProgress(output.Phase, output.Step), cancellationToken)
                .OrExplainAsync(workspace.Runs);
        }
        finally
        {
            output.EndOfSteps();
        }
    }

    // No host has to be read for the own version of another release or architecture than the host is known to run; the deployed one may not
    // exist there.
    async Task<bool> IsOfAnotherReleaseAsync(CancellationToken cancellationToken) => File.Exists(settings.HostRecord)
        && await RecordFile.ReadAsync<ResolvedPackage>(settings.HostRecord, cancellationToken) is var known
        && (known.Suite != settings.Suite || known.Architecture != (settings.Architecture ?? known.Architecture));
}
