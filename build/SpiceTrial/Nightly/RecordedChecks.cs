using SpiceTrial.Artifacts;

namespace SpiceTrial.Nightly;

/// <summary>The checks that packaging made of both arms.</summary>
public sealed class RecordedChecks : INightlyStep
{
    public string Name => "checks";

    public Task<IReadOnlyList<NightlyFinding>> RunAsync(ArtifactsFolder control, ArtifactsFolder patched, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<NightlyFinding>>([.. Findings("control", control.Manifest.Verification.Checks), .. Findings("patched", patched.Manifest.Verification.Checks)]);

    internal static IEnumerable<NightlyFinding> Findings(string arm, IEnumerable<VerificationCheck> checks) => checks.Select(x => new NightlyFinding(
        $"{arm}: {x.Name}",
        x.Outcome switch { CheckOutcome.Passed => "passed", CheckOutcome.Failed => "failed", _ => "not checked" },
        x.Finding,
        x.Outcome == CheckOutcome.Failed));
}
