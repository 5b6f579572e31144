using SpiceTrial.Artifacts;
using SpiceTrial.Builders;
using SpiceTrial.Debian;
using SpiceTrial.Hosts;
using SpiceTrial.Reports;

namespace SpiceTrial.Trial;

/// <summary>One run of the chain: each step takes the record of the step before, from this run or, where that was skipped, from the last
/// one.</summary>
public sealed partial class ChainRun(ChainSettings settings, IChainOutput output, IHostConnector? hosts = null) : IDisposable
{
    readonly Dictionary<string, object> records = new(StringComparer.Ordinal);
    readonly Workspace workspace = settings.Workspace;
    RunFolder? folder;

    ChainFolder Chain => new(workspace);

    public Prerequisites Prerequisites { get; } = new(output.Phase);

    /// <param name="cancellationToken">Stops at once.</param>
    /// <param name="taken">A reading of the host that was taken already; by default the host is asked.</param>
    public async Task<ResolvedPackage> ResolveVersionAsync(CancellationToken cancellationToken, HostReading? taken = null)
    {
        var request = new VersionRequest(settings.Hypervisor, Path.Combine(settings.Root, "sessions", "hosts"))
        {
            PackageVersion = settings.PackageVersion ?? await new OtherRelease(settings, output).VersionAsync(cancellationToken),
            Suite = settings.Suite,
            Architecture = settings.Architecture,
            RequireLive = settings.RequireLive,
            SshConfig = settings.SshConfig,
        };
        var resolved = await new DeployedVersion(hosts ?? new SshConnector(), TimeProvider.System).FindAsync(
            request, taken, cancellationToken);
        foreach (var warning in resolved.Warnings)
            output.Warning(warning);
        return await DoneAsync("ResolveVersion", resolved, cancellationToken);
    }

    public async Task<SourcePackage> FetchSourceAsync(CancellationToken cancellationToken)
    {
        var resolved = await ResolvedAsync(cancellationToken);
        await Prerequisites.EnsureAsync(Prerequisites.ForChain, cancellationToken);
        // A host that runs our own build has the stock version's source.
        var request = new FetchRequest(
            resolved.SourcePackage, resolved.SourceVersion.StockVersion, resolved.Suite, resolved.Architecture, settings.Mirror,
            settings.SnapshotMirror);
        return await DoneAsync("FetchSource",
            await new FetchSource(workspace, output.Phase).RunAsync(request, cancellationToken).OrExplainAsync(workspace.Downloads),
            cancellationToken);
    }

    public async Task<PatchedSource> ApplyPatchAsync(CancellationToken cancellationToken)
    {
        var items = TraceItems.From(settings.TraceItems);
        var source = await GivenAsync<SourcePackage>("FetchSource", cancellationToken);
        var series = await PatchSeries.ReadAsync(workspace.Patches, items, cancellationToken);
        var patched = await new ApplyPatch(output.Phase).RunAsync(
            source, items, series, await FolderAsync("patched", cancellationToken), cancellationToken).OrExplainAsync(workspace.Runs);
        return await DoneAsync("ApplyPatch", patched, cancellationToken);
    }

    public async Task<BuiltPackages> DebBuildAsync(CancellationToken cancellationToken)
    {
        var resolved = await ResolvedAsync(cancellationToken);
        var source = await PatchedAsync(cancellationToken);
        var (builder, reason) = await ChooseBuilderAsync(resolved.Suite, resolved.Architecture, cancellationToken);
        output.Phase($"builder {builder.Name} ({reason})");
        var request = new BuildRequest(
            source, resolved.Suite, resolved.Architecture, await FolderAsync("build", cancellationToken), !settings.SkipPackageTests,
            settings.Jobs, settings.BuildTimeout, settings.Mirror, settings.BaseDate);
        var built = await BuildAsync(new DebBuild(builder, reason), request, cancellationToken).OrExplainAsync(workspace.Runs);
        return await DoneAsync("DebBuild", built, cancellationToken);
    }

    public async Task<ArtifactsFolder> PackageArtifactsAsync(CancellationToken cancellationToken)
    {
        var chain = new ChainRecords(
            await ResolvedAsync(cancellationToken),
            await GivenAsync<SourcePackage>("FetchSource", cancellationToken),
            await PatchedAsync(cancellationToken),
            await GivenAsync<BuiltPackages>("DebBuild", cancellationToken));
        RefuseMixed(chain, workspace.Chain);
        var artifacts = await new ArtifactsPackaging(workspace, await FolderAsync("checks", cancellationToken)) {
            SigningKey = settings.SigningKey }.RunAsync(chain, cancellationToken).OrExplainAsync(workspace.Built);
        foreach (var warning in artifacts.Manifest.Warnings.Except(chain.ResolveVersion.Warnings))
            output.Warning(warning);
        if (settings.Output is { } copy)
            await RecordFile.WriteAsync(
                Path.Combine(copy, Manifest.FileName), artifacts.Manifest, cancellationToken);
        return await DoneAsync("PackageArtifacts", artifacts, cancellationToken);
    }

    public async Task<string> DraftUpstreamIssueAsync(DraftSettings drafts, CancellationToken cancellationToken) =>
        await UpstreamIssueDraft.WriteAsync(
            drafts.Issue, await EvidenceAsync(drafts, cancellationToken), cancellationToken, output.Warning);

    /// <summary>The follow-up plan, or <c>null</c> where the verdict calls for none.</summary>
    public async Task<string?> DraftPlanAsync(DraftSettings drafts, CancellationToken cancellationToken) =>
        await FollowUpPlan.WriteAsync(drafts, await EvidenceAsync(drafts, cancellationToken), cancellationToken, output.Warning);

    public async Task<string> DraftInstructionsAsync(DraftSettings drafts, CancellationToken cancellationToken)
    {
        var artifacts = await PatchedArtifactsAsync(cancellationToken);
        return await TrialInstructions.WriteAsync(drafts.Instructions, artifacts, drafts.Tag, cancellationToken);
    }

    async Task<TrialEvidence> EvidenceAsync(DraftSettings drafts, CancellationToken cancellationToken)
    {
        var artifacts = await PatchedArtifactsAsync(cancellationToken);
        var evidence = await drafts.EvidenceAsync(artifacts.Manifest, cancellationToken);
        foreach (var source in evidence.Sources.Prepend($"the build: {artifacts.Folder}"))
            output.Phase($"drafting from {source}");
        return evidence;
    }

    /// <summary>Which builder would be taken, and why.</summary>
    public Task<(IBuilder Builder, string Reason)> ChooseBuilderAsync(
        string suite, string architecture, CancellationToken cancellationToken) =>
        new BuilderChoice([new ContainerBuilder(workspace, settings.ContainerEngine), new ChrootBuilder(workspace),
            new HostBuilder(workspace, Prerequisites)])
            .ChooseAsync(settings.Builder, suite, architecture, cancellationToken);

    /// <summary>Every supported release, with these settings.</summary>
    public ReleaseMatrix Matrix => new(settings, output, new ReleaseProof(settings, output));

    /// <summary>Several ring sizes that may be compared, with these settings.</summary>
    public Rings Rings => new(settings, output);

    /// <summary>A run of its own for another ring of the same source: what was resolved and fetched is known to it. The caller disposes of
    /// it.</summary>
    public ChainRun ForRing(int traceItems)
    {
        var run = new ChainRun(settings with { TraceItems = traceItems, KeepsRecords = false }, output);
        foreach (var target in new[] { "ResolveVersion", "FetchSource" }.Where(records.ContainsKey))
            run.records[target] = records[target];
        return run;
    }

    public void Dispose() => folder?.Dispose();

    async Task<BuiltPackages> BuildAsync(DebBuild build, BuildRequest request, CancellationToken cancellationToken)
    {
        try
        {
            return await build.RunAsync(request, new BuildProgress(output.Phase, output.Step), cancellationToken);
        }
        finally
        {
            output.EndOfSteps();
        }
    }

    async Task<string> FolderAsync(string name, CancellationToken cancellationToken) =>
        (folder ??= await RunFolder.OpenAsync(workspace, cancellationToken).OrExplainAsync(workspace.Runs)).Folder(name);
}
