namespace SpiceTrial.Artifacts;

/// <summary>Artifacts that are what their manifest says.</summary>
/// <param name="Artifacts">The folder and its manifest.</param>
/// <param name="Checks">What was checked now, of the folder and its packages.</param>
/// <param name="NotChecked">Checks that nobody has made, now or when it was built: installing in spite of them needs the operator's word
/// (<c>--accept-unverified</c>).</param>
public sealed record VerifiedArtifacts(
    ArtifactsFolder Artifacts, IReadOnlyList<VerificationCheck> Checks, IReadOnlyList<VerificationCheck> NotChecked);
