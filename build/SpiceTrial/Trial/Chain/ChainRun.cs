using SpiceTrial.Artifacts;
using SpiceTrial.Builders;
using SpiceTrial.Debian;
using SpiceTrial.Hosts;
using SpiceTrial.Reports;
using SpiceTrial.Verdicts;

namespace SpiceTrial.Trial;

/// <summary>One run of the chain's targets: each takes the record of the one before, from this run or, where that was skipped, from the
/// last one.</summary>
public sealed class ChainRun(
    ChainSettings settings, IChainOutput output, Func<CancellationToken, Task<IHostConnection>> connect) : IDisposable
{
    readonly Workspace workspace = settings.Workspace;
    readonly ChainRecord<ResolvedPackage> resolved = new(settings.Workspace, "ResolveVersion");
    readonly ChainRecord<SourcePackage> fetched = new(settings.Workspace, "FetchSource");
    readonly ChainRecord<PatchedSource> patched = new(settings.Workspace, "ApplyPatch");
    readonly ChainRecord<BuiltPackages> built = new(settings.Workspace, "DebBuild");
    readonly ChainRecord<ArtifactsFolder> packaged = new(settings.Workspace, "PackageArtifacts");

    /// <summary>What does the work, for whoever needs no record of an earlier run.</summary>
    public ChainSteps Steps { get; } = new(settings, output, connect);

    /// <summary>Several ring sizes that may be compared, with these settings.</summary>
    public Rings Rings => new(Steps) { KeepsOthers = true };

    /// <param name="cancellationToken">Stops at once.</param>
    /// <param name="taken">A reading of the host that was taken already; by default the host is asked.</param>
    public async Task<ResolvedPackage> ResolveVersionAsync(CancellationToken cancellationToken, HostReading? taken = null) =>
        await resolved.KeepAsync(await Steps.ResolveAsync(cancellationToken, taken), cancellationToken);

    public async Task<SourcePackage> FetchSourceAsync(CancellationToken cancellationToken) => await fetched.KeepAsync(
        await Steps.FetchAsync(await ResolvedAsync(cancellationToken), cancellationToken), cancellationToken);

    public async Task<PatchedSource> ApplyPatchAsync(CancellationToken cancellationToken) => await patched.KeepAsync(
        await Steps.PatchAsync(await fetched.GetAsync(cancellationToken), TraceItems.From(settings.TraceItems), cancellationToken),
        cancellationToken);

    public async Task<BuiltPackages> DebBuildAsync(CancellationToken cancellationToken) => await built.KeepAsync(
        await Steps.BuildAsync(await ResolvedAsync(cancellationToken), await PatchedAsync(cancellationToken), cancellationToken),
        cancellationToken);

    public async Task<ArtifactsFolder> PackageArtifactsAsync(CancellationToken cancellationToken)
    {
        var chain = new ChainRecords(await ResolvedAsync(cancellationToken), await fetched.GetAsync(cancellationToken),
            await PatchedAsync(cancellationToken), await built.GetAsync(cancellationToken));
        Demand.Enforce(Demand.OnEachOther(chain), workspace.Chain,
            $"Run `./build.sh DebBuild --trace-items {chain.ApplyPatch.TraceItems.Count}`, which makes all of them anew; the earlier "
                + "result in built/ is as it was");
        return await packaged.KeepAsync(await Steps.PackageAsync(chain, cancellationToken), cancellationToken);
    }

    /// <summary>Every check of artifacts, against a control of their source and base, which is built where it is
    /// missing.</summary>
    /// <returns>What was checked, and what nobody could prove.</returns>
    /// <exception cref="TrialException">Refused: a check failed. What was built stays.</exception>
    public async Task<VerifiedArtifacts> ProveAsync(
        ArtifactsFolder artifacts, CancellationToken cancellationToken, HostReading? taken = null)
    {
        // Which day a folder from elsewhere names decides nothing here.
        var date = await ArtifactsFolder.IsSealedHereAsync(artifacts.Folder, workspace.State, cancellationToken)
            ? BaseKey.DateOf(artifacts.Manifest.Chain.DebBuild.Builder.Base) ?? settings.BaseDate : settings.BaseDate;
        try
        {
            await ControlAsync(date);
        }
        catch (TrialException e) when (e.Status == ExitStatus.BadInput && date != settings.BaseDate)
        {
            // The base of that day is gone; one with the same tools does as well.
            output.Phase($"{e.What}: the control is built in that of {settings.BaseDate:yyyy-MM-dd}");
            await ControlAsync(settings.BaseDate);
        }

        var (_, report, recorded) = await new ArtifactsProof(Steps).VerifyAsync(artifacts.Folder, cancellationToken);
        return report with { Artifacts = recorded ?? report.Artifacts };

        async Task ControlAsync(DateOnly day)
        {
            using var control = Steps.With(settings with { BaseDate = day, Output = null });
            await new Rings(control).EnsureAsync([TraceItems.Stock], cancellationToken, taken);
        }
    }

    /// <summary>Every check of the folder that was named, or of the last result.</summary>
    /// <returns>Also which folder that was, in words.</returns>
    /// <exception cref="TrialException">Refused: a check failed, or what was named is not what was asked for. BadInput: the last result is
    /// not what was asked for.</exception>
    public async Task<(string What, Verification Report)> VerifyArtifactsAsync(string? from, CancellationToken cancellationToken)
    {
        var last = from is null
            ? await LastArtifactsAsync("Run `./build.sh DebBuild` first, or name a folder with --from", cancellationToken) : null;
        var proof = await new ArtifactsProof(Steps).VerifyAsync(from ?? last!.Folder, cancellationToken, claimed =>
            Demand.Enforce(from is null ? [] : Demand.OnArtifacts(settings, claimed, "the manifest says"), from ?? "",
                "Name another folder with --from, or leave the option out", ExitStatus.Refused));
        if (last is not null && proof.Recorded is { } recorded)
            await packaged.KeepAsync(recorded, cancellationToken);
        return (proof.What, new(proof.Report.Checks));
    }

    /// <summary>The issue, from evidence that is kept in git: a fresh clone writes the same without a build. Where there is a build, it has
    /// to be one that the evidence is about.</summary>
    public async Task<string> DraftUpstreamIssueAsync(DraftSettings drafts, CancellationToken cancellationToken)
    {
        var built = packaged.IsOfThisRun || File.Exists(packaged.Path) ? await PatchedArtifactsAsync(cancellationToken) : null;
        var about = (await IssueEvidence.ReadAsync(drafts.Evidence, cancellationToken)).TraceItems;
        Demand.Enforce(
            [Demand.OnRing(settings, about, "the evidence is about"),
                new(built?.Manifest.TraceItems, about,
                    $"the last build has {built?.Manifest.TraceItems} entries, the evidence is about {about}")],
            drafts.Evidence, $"Run `./build.sh DebBuild --trace-items {about}`, or name evidence about that ring with --evidence");
        return await UpstreamIssueDraft.WriteAsync(drafts, cancellationToken);
    }

    /// <summary>The follow-up plan, or <c>null</c> where the verdict calls for none.</summary>
    public async Task<string?> DraftPlanAsync(DraftSettings drafts, CancellationToken cancellationToken) =>
        await FollowUpPlan.WriteAsync(drafts, (await PatchedArtifactsAsync(cancellationToken)).Manifest, cancellationToken);

    /// <summary>Draws the plan of a trial, or reads the one that is there, and writes its instructions.</summary>
    /// <param name="sessions">Where plans lie.</param>
    /// <param name="request">What a new plan is for.</param>
    /// <param name="isAsked">The command line says how a new plan is to be: one that is there is no longer changed.</param>
    /// <param name="cancellationToken">Ends the run.</param>
    /// <exception cref="TrialException">BadInput: it is planned already, or the last build has another ring.</exception>
    public async Task<TrialPlan> PlanAsync(
        string sessions, PlanRequest request, bool isAsked, CancellationToken cancellationToken)
    {
        var path = TrialPlan.PathIn(sessions, request.Id);
        var isThere = File.Exists(path);
        if (isThere && isAsked)
            throw new TrialException($"{request.Id} is planned already, and a plan is not changed afterwards", path,
                $"./build.sh Plan --tag {request.Id} shows it; another trial has another tag", ExitStatus.BadInput);
        var known = isThere ? await TrialPlan.ReadAsync(sessions, request.Id, cancellationToken)
            : DrawPlan.Of(request, DateTimeOffset.UtcNow);
        var gate = await GateRecord.ReadAsync(Path.Combine(sessions, GateRecord.FileName), cancellationToken);
        var plan = gate.State == GateState.NotEvaluated || known.Runs.Any(x => x.State == PlannedRunState.Done) ? known
            : known with { Gate = new(Names.Dashed($"{gate.State}"), gate.Reasons, gate.Rule.Name) };
        var last = File.Exists(packaged.Path) ? await packaged.GetAsync(cancellationToken) : null;
        var fits = last?.Manifest is { Origin: not Origin.Test } built
            && (built.TraceItems, built.Chain.ResolveVersion.Host) == (plan.TraceItems, settings.Hypervisor);
        if (!isThere)
        {
            // A control says nothing of the ring that is to be tried.
            if (last is { Manifest.TraceItems: not TraceItems.Stock and var ring })
                Demand.Enforce([new(ring, plan.TraceItems, $"the last build has a ring of {ring}, the plan is for {plan.TraceItems}")],
                    last.Folder, $"./build.sh DebBuild --trace-items {plan.TraceItems}, or plan with --trace-items {ring}");
        }

        if (!isThere || plan != known)
            await RecordFile.WriteAsync(path, plan, cancellationToken);
        var instructions = Path.Combine(sessions, $"{request.Id}.md");
        if (fits)
            output.Phase($"instructions: {await TrialInstructions.WriteAsync(
                instructions, last!, plan, settings.SshConfig, cancellationToken)}");
        else
            output.Warning($"{instructions} is not written: the last build is none for the real host {settings.Hypervisor} with "
                + $"{plan.TraceItems} entries. Run ./build.sh DebBuild --host {settings.Hypervisor} --trace-items {plan.TraceItems}, then "
                + $"./build.sh Plan --host {settings.Hypervisor} --tag {request.Id}");
        return plan;
    }

    public void Dispose() => Steps.Dispose();

    async Task<ResolvedPackage> ResolvedAsync(CancellationToken cancellationToken)
    {
        var record = await resolved.GetAsync(cancellationToken);
        if (!resolved.IsOfThisRun)
            Demand.Enforce(Demand.OnPackage(settings, record.Suite, record.Architecture, record.BinaryVersion,
                "the last ResolveVersion was of"), resolved.Path, NotSkipped("ResolveVersion"));
        return record;
    }

    async Task<PatchedSource> PatchedAsync(CancellationToken cancellationToken)
    {
        var record = await patched.GetAsync(cancellationToken);
        if (!patched.IsOfThisRun)
            Demand.Enforce([Demand.OnRing(settings, record.TraceItems.Count, "the last ApplyPatch was of")], patched.Path,
                NotSkipped("ApplyPatch"));
        return record;
    }

    /// <summary>The last result, where it is what was asked for.</summary>
    async Task<ArtifactsFolder> LastArtifactsAsync(string? hint, CancellationToken cancellationToken)
    {
        var last = await packaged.GetAsync(cancellationToken, hint);
        if (packaged.IsOfThisRun)
            return last;
        var folder = settings.AskedTraceItems is { } items
            ? Path.Combine(workspace.Built, FolderName.Of(last.Manifest.Chain.FetchSource.Source,
                $"{TraceItems.From(items).VersionOf(last.Manifest.Chain.FetchSource.Version)}", last.Manifest.Package.Architecture)) : "";
        Demand.Enforce(Demand.OnArtifacts(settings, last.Manifest, "the last result has"), last.Folder,
            hint is null ? NotSkipped("PackageArtifacts")
            : Directory.Exists(folder)
            ? $"./build.sh VerifyArtifacts --from {ShellWords.Quote(folder)}"
            : "Build that first, name a folder with --from, or leave the option out");
        return last;
    }

    // What is drafted is about the patch: a control has none, and its figures would be stock's against stock's.
    async Task<ArtifactsFolder> PatchedArtifactsAsync(CancellationToken cancellationToken)
    {
        var artifacts = await LastArtifactsAsync(null, cancellationToken);
        var why = artifacts.Manifest switch
        {
            { TraceItems: TraceItems.Stock } => $"is the unpatched control ({TraceItems.Stock} trace items)",
            { Origin: Origin.Test } => $"was built for a test host that is named {artifacts.Manifest.Chain.ResolveVersion.Host}",
            _ => null,
        };
        return why is null ? artifacts : throw new TrialException(
            $"the last result {why}: nothing can be drafted from it", artifacts.Folder,
            "Run `./build.sh DebBuild` (--trace-items 128 is the default), then this target with --skip; the draft is as it was",
            ExitStatus.BadInput);
    }

    static string NotSkipped(string target) => $"Do not skip {target}, or leave the option out";
}
