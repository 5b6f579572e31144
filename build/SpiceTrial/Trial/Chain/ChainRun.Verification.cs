using SpiceTrial.Artifacts;
using SpiceTrial.Builders;
using SpiceTrial.Debian;
using SpiceTrial.Hosts;

namespace SpiceTrial.Trial;

/// <content>Verification of the last artifacts, or of others.</content>
public sealed partial class ChainRun
{
    const string ReportName = "verification.json";

    /// <summary>Every check of artifacts in <c>built/</c>, against a control of their source and base, which is built where it is
    /// missing.</summary>
    /// <exception cref="TrialException">Refused: a check failed. What was built stays.</exception>
    public async Task<Verification> ProveAsync(
        ArtifactsFolder artifacts, CancellationToken cancellationToken, HostReading? taken = null)
    {
        var date = BaseKey.DateOf(artifacts.Manifest.Chain.DebBuild.Builder.Base) ?? settings.BaseDate;
        await new Rings(settings with { BaseDate = date, Output = null }, output).EnsureAsync(
            [TraceItems.Stock], cancellationToken, taken);
        return (await VerifyAsync(artifacts.Folder, isLast: false, isAsked: false, cancellationToken)).Report;
    }

    /// <summary>Every check of the folder that was named, or of the last result.</summary>
    /// <returns>Also which folder that was, in words.</returns>
    /// <exception cref="TrialException">Refused: a check failed, or what was named is not what was asked for. BadInput: the last result is
    /// not what was asked for.</exception>
    public async Task<(string What, Verification Report)> VerifyArtifactsAsync(string? from, CancellationToken cancellationToken) =>
        from is null
        ? await VerifyAsync((await LastArtifactsAsync("Run `./build.sh DebBuild` first, or name a folder with --from",
            cancellationToken)).Folder, isLast: true, isAsked: false, cancellationToken)
        : await VerifyAsync(from, isLast: false, isAsked: true, cancellationToken);

    /// <summary>Every check that can be made here. For artifacts in <c>built/</c> the result goes into their manifest; others are left as
    /// they are.</summary>
    async Task<(string What, Verification Report)> VerifyAsync(string from, bool isLast, bool isAsked, CancellationToken cancellationToken)
    {
        var own = isLast ? from : IsBuiltHere(from) ? Path.GetFullPath(from) : null;
        var verify = new ArtifactsVerifier(workspace, await FolderAsync("verification", cancellationToken), output.Phase)
        {
            TrustedKeyring = settings.TrustedKeyring,
            SigningKey = settings.SigningKey,
            // What comes from elsewhere is verified offline, as far as that goes.
            More = settings.CheckReproducible ? [Reproducible.By(RebuildAsync)] : [],
            FetchArchive = own is null ? null : FetchArchiveAsync,
        };
        var folder = await verify.OpenAsync(own ?? from, cancellationToken);
        var claimed = await ArtifactsVerification.LoadAsync(folder, cancellationToken).OrExplainAsync(folder);
        var what = $"{Path.GetFileName(Path.GetFullPath(folder))}, {ArmOf(claimed)}";
        output.Phase($"verifying {from}: {ArmOf(claimed)}");
        if (isAsked)
            RefuseOtherArtifacts(
                claimed, "the manifest says", from, "Name another folder with --from, or leave the option out", ExitStatus.Refused);
        await InstallCheckersAsync(claimed.Package.Architecture, cancellationToken);
        var (artifacts, seal, checks) = await verify.RunAsync(folder, cancellationToken).OrExplainAsync(folder);
        var report = new Verification([.. seal, .. checks]);
        foreach (var check in report.Checks)
            output.Phase(Line(check));
        if (settings.Output is { } copy)
            await RecordFile.WriteAsync(Path.Combine(copy, ReportName), report, cancellationToken);
        ArtifactsVerification.ThrowIfFailed(report.Checks, folder);
        if (own is not null && await RecordAsync(verify, folder, artifacts, checks, cancellationToken) is { } recorded && isLast)
            await DoneAsync("PackageArtifacts", recorded, cancellationToken);
        return (what, report);
    }

    /// <summary>The same of a published folder that is named; the result is in its manifest.</summary>
    /// <exception cref="TrialException">Refused: a check failed.</exception>
    public async Task<ArtifactsFolder> VerifiedAsync(ArtifactsFolder artifacts, CancellationToken cancellationToken)
    {
        await VerifyAsync(artifacts.Folder, isLast: false, isAsked: false, cancellationToken);
        return artifacts with { Manifest = await ArtifactsVerification.LoadAsync(artifacts.Folder, cancellationToken) };
    }

    async Task<ArtifactsFolder?> RecordAsync(ArtifactsVerifier verify, string folder, ArtifactsInHand artifacts,
        IReadOnlyList<VerificationCheck> checks, CancellationToken cancellationToken)
    {
        if (settings.SigningKey is not null || !File.Exists(Path.Combine(folder, Artifacts.OpenPgp.SignatureName)))
            return await verify.RecordAsync(folder, artifacts, checks, cancellationToken).OrExplainAsync(workspace.Built);
        output.Warning("The result was not written into the manifest: that would end its signature. Name the key with --signing-key.");
        return null;
    }

    static string ArmOf(Manifest manifest) => manifest.TraceItems == TraceItems.Stock
        ? $"{manifest.Package.Version}, the unpatched control ({TraceItems.Stock} trace items)"
        : $"{manifest.Package.Version}, patched ({manifest.TraceItems} trace items)";

    bool IsBuiltHere(string path) =>
        Path.GetFullPath(path).StartsWith(workspace.Built + "/", StringComparison.Ordinal) && Directory.Exists(path);

    Task<(string? Package, string Missing)> FetchArchiveAsync(Manifest manifest, CancellationToken cancellationToken) =>
        new ArchivePackage(workspace, settings.Mirror)
        .FetchAsync(manifest.Package.Name, manifest.Chain.ResolveVersion.BinaryVersion.StockVersion, manifest.Package.Suite,
            manifest.Package.Architecture, cancellationToken);

    /// <summary>The same source again, in the same base, with everything else another.</summary>
    async Task<BuiltPackages> RebuildAsync(Manifest manifest, CancellationToken cancellationToken)
    {
        var first = manifest.Chain.DebBuild;
        var (builder, reason) = await new BuilderChoice([new ContainerBuilder(workspace, settings.ContainerEngine),
            new ChrootBuilder(workspace)]).ChooseAsync(settings.Builder, first.Suite, first.Architecture, cancellationToken);
        var request = new BuildRequest(
            manifest.Chain.ApplyPatch, first.Suite, first.Architecture, await FolderAsync("again/build", cancellationToken),
            PackageTests: false, settings.Jobs + 1, settings.BuildTimeout, settings.Mirror,
            BaseKey.DateOf(first.Builder.Base) ?? settings.BaseDate) { Varied = true };
        return await new DebBuild(builder, reason).RunAsync(request, new BuildProgress(output.Phase, output.Step), cancellationToken)
            .OrExplainAsync(workspace.Runs);
    }

    // A checker that can't be installed is no failure: its check says that it was not made.
    async Task InstallCheckersAsync(string architecture, CancellationToken cancellationToken)
    {
        try
        {
            await Prerequisites.EnsureAsync(ArtifactsVerifier.ProgramsFor(architecture), cancellationToken);
        }
        catch (TrialException e)
        {
            output.Warning($"Some checks can't be made: {e.What}. {e.Hint}");
        }
    }

    static string Line(VerificationCheck check) => check.Outcome switch
    {
        CheckOutcome.Passed => $"passed       {check.Name}: {check.Finding}",
        CheckOutcome.Failed => $"FAILED       {check.Name}: {check.Finding}   ({check.Command})",
        _ => $"not checked  {check.Name}: {check.Finding}   ({check.Command})",
    };
}
