using SpiceTrial.Artifacts;
using SpiceTrial.Debian;

namespace SpiceTrial.Trial;

/// <summary>Makes every check of artifacts that can be made here.</summary>
public sealed class ArtifactsProof(ChainSteps steps)
{
    const string ReportName = "verification.json";

    readonly ChainSettings settings = steps.Settings;
    readonly IChainOutput output = steps.Output;
    readonly Workspace workspace = steps.Settings.Workspace;

    /// <summary>For artifacts in <c>built/</c> that were sealed here the result goes into their manifest; others are left as they
    /// are.</summary>
    /// <param name="from">A folder, or an archive of one.</param>
    /// <param name="cancellationToken">Ends the checks.</param>
    /// <param name="demand">Refuses what the manifest claims to be, before it is checked.</param>
    /// <returns>What it was, in words; what the checks said, and what stays open; and the folder with their results where they were
    /// written down.</returns>
    /// <exception cref="TrialException">Refused: a check failed.</exception>
    public async Task<(string What, VerifiedArtifacts Report, ArtifactsFolder? Recorded)> VerifyAsync(
        string from, CancellationToken cancellationToken, Action<Manifest>? demand = null)
    {
        // A run may verify twice, and each unpacks.
        using var own = steps.With(settings);
        var verify = new ArtifactsVerifier(workspace, await own.FolderAsync("verification", cancellationToken), output.Phase);
        var folder = await verify.OpenAsync(from, cancellationToken);
        var claimed = await ArtifactsVerification.LoadAsync(folder, cancellationToken).OrExplainAsync(folder);
        output.Phase($"verifying {from}: {ArmOf(claimed)}");
        demand?.Invoke(claimed);
        await InstallCheckersAsync(claimed.Package.Architecture, cancellationToken);
        var (artifacts, seal, checks) = await verify.RunAsync(folder, cancellationToken, settings.TrustedKeyring,
            await FetchArchiveAsync(claimed, cancellationToken).OrExplainAsync(workspace.Downloads),
            settings.CheckReproducible ? [Reproducible.By(own.BuildAgainAsync)] : null).OrExplainAsync(folder);
        var report = new Verification([.. seal, .. checks]);
        foreach (var check in report.Checks)
            output.Phase(Line(check, folder));
        if (settings.Output is { } copy)
            await RecordFile.WriteAsync(Path.Combine(copy, ReportName), report, cancellationToken);
        ArtifactsVerification.ThrowIfFailed(report.Checks, folder);
        // A folder that was copied into built/ is from elsewhere all the same.
        var isOwn = artifacts.IsTrusted && Path.GetFullPath(from).StartsWith(workspace.Built + "/", StringComparison.Ordinal)
            && Directory.Exists(from) && await ArtifactsFolder.IsSealedHereAsync(folder, workspace.State, cancellationToken);
        return ($"{Path.GetFileName(Path.GetFullPath(folder))}, {ArmOf(claimed)}", VerifiedArtifacts.Of(artifacts, report.Checks),
            isOwn ? await RecordAsync(verify, folder, artifacts, checks, cancellationToken) : null);
    }

    async Task<ArtifactsFolder?> RecordAsync(ArtifactsVerifier verify, string folder, ArtifactsInHand artifacts,
        IReadOnlyList<VerificationCheck> checks, CancellationToken cancellationToken)
    {
        if (settings.SigningKey is not null || !File.Exists(Path.Combine(folder, ArtifactsSeal.SignatureName)))
            return await verify.RecordAsync(
                folder, artifacts, checks, cancellationToken, settings.SigningKey).OrExplainAsync(workspace.Built);
        output.Warning("The result was not written into the manifest: that would end its signature. Name the key with --signing-key.");
        return null;
    }

    Task<(string? Package, string Missing)> FetchArchiveAsync(Manifest manifest, CancellationToken cancellationToken) =>
        new ArchivePackage(workspace, settings.Mirror).FetchAsync(
            manifest.Package.Name, manifest.Chain.ResolveVersion.BinaryVersion.StockVersion, manifest.Package.Suite,
            manifest.Package.Architecture, cancellationToken);

    // A checker that can't be installed is no failure: its check says that it was not made.
    async Task InstallCheckersAsync(string architecture, CancellationToken cancellationToken)
    {
        try
        {
            await steps.Prerequisites.EnsureAsync(ArtifactsVerifier.ProgramsFor(architecture), cancellationToken);
        }
        catch (TrialException e)
        {
            output.Warning($"Some checks can't be made: {e.What}. {e.Hint}");
        }
    }

    static string ArmOf(Manifest manifest) => manifest.Package.Version + (manifest.TraceItems == TraceItems.Stock
        ? $", the unpatched control ({TraceItems.Stock} trace items)" : $", patched ({manifest.TraceItems} trace items)");

    // Its command is one for the folder, and nobody stands there now.
    static string Line(VerificationCheck check, string folder) => check.Outcome switch
    {
        CheckOutcome.Passed => $"passed       {check.Name}: {check.Finding}",
        CheckOutcome.Failed => $"FAILED       {check.Name}: {check.Finding}   (cd {ShellWords.Quote(folder)} && {check.Command})",
        _ => $"not checked  {check.Name}: {check.Finding}   (cd {ShellWords.Quote(folder)} && {check.Command})",
    };
}
