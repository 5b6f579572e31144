using SpiceTrial.Artifacts;

namespace SpiceTrial.Trial;

/// <summary>Every check of both arms that VerifyArtifacts makes.</summary>
public sealed class FullVerification(ChainSettings settings, IChainOutput output) : INightlyStep
{
    public string Name => "verification";

    public async Task<IReadOnlyList<NightlyFinding>> RunAsync(
        ArtifactsFolder control, ArtifactsFolder patched, CancellationToken cancellationToken) =>
        [.. await VerifyAsync("control", control, cancellationToken), .. await VerifyAsync("patched", patched, cancellationToken)];

    async Task<IReadOnlyList<NightlyFinding>> VerifyAsync(string arm, ArtifactsFolder artifacts, CancellationToken cancellationToken)
    {
        var manifest = artifacts.Manifest;
        using var run = new ChainRun(
            settings with
            {
                Suite = manifest.Package.Suite, Architecture = manifest.Package.Architecture, TraceItems = manifest.TraceItems,
                PackageVersion = null, KeepsRecords = false, Output = null, Built = Path.GetDirectoryName(artifacts.Folder),
            },
            output);
        try
        {
            return [.. (await run.VerifyArtifactsAsync(artifacts.Folder, cancellationToken)).Report.Checks.Select(x => Finding(arm, x))];
        }
        catch (TrialException e) when (e.Status == ExitStatus.Refused)
        {
            return [new($"{arm}: verification", "failed", e.What, IsFailure: true)];
        }
    }

    static NightlyFinding Finding(string arm, VerificationCheck check) => new(
        $"{arm}: {check.Name}",
        check.Outcome switch { CheckOutcome.Passed => "passed", CheckOutcome.Failed => "failed", _ => "not checked" },
        check.Finding,
        check.Outcome == CheckOutcome.Failed);
}
