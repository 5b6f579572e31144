namespace SpiceTrial.Artifacts;

/// <summary>A check that a build does not wait for: on record as not made, with the command that makes it.</summary>
sealed class DeferredCheck(IArtifactCheck check) : IArtifactCheck
{
    const string Text = "left to VerifyArtifacts";

    /// <summary>Whether a recorded check waits for VerifyArtifacts.</summary>
    public static bool Is(VerificationCheck check) => check is { Outcome: CheckOutcome.NotChecked, Finding: Text };

    public string Name => check.Name;

    public string Command(ArtifactsInHand artifacts) => RepeatedBy.Verification(artifacts);

    public Task<Finding> RunAsync(ArtifactsInHand artifacts, CancellationToken cancellationToken) =>
        Task.FromResult(Finding.NotChecked(Text));
}
