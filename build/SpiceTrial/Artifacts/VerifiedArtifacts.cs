namespace SpiceTrial.Artifacts;

/// <summary>Artifacts that are what their manifest says.</summary>
/// <param name="Artifacts">The folder and its manifest.</param>
/// <param name="Checks">What was checked now, of the folder and its packages.</param>
/// <param name="NotChecked">Checks that nobody has made, now or when it was built: installing in spite of them needs the operator's word
/// (<c>--accept-unverified</c>).</param>
public sealed record VerifiedArtifacts(
    ArtifactsFolder Artifacts, IReadOnlyList<VerificationCheck> Checks, IReadOnlyList<VerificationCheck> NotChecked)
{
    /// <summary>What nobody has proven, in words that stand behind a question; empty where all is.</summary>
    public string Unproven => NotChecked.Count == 0
        ? "" : $" Not proven: {string.Join("; ", NotChecked.Select(x => $"{x.Name} ({x.Finding})"))}.";

    /// <param name="artifacts">Looked at now.</param>
    /// <param name="made">What was checked now.</param>
    public static VerifiedArtifacts Of(ArtifactsInHand artifacts, IReadOnlyList<VerificationCheck> made)
    {
        var recorded = artifacts.Manifest.Verification.Checks.ToLookup(x => x.Name);
        // A folder that was sealed here and never signed needs no signature; one that is signed was made to be checked.
        var needsNone = artifacts.IsTrusted && !File.Exists(Path.Combine(artifacts.Folder, ArtifactsSeal.SignatureName));
        // A second build proves something of the environment, not of these files; it is asked for and costs a minute or two.
        return new(new ArtifactsFolder(artifacts.Folder, artifacts.Manifest), made,
        [
            .. made.Where(x => x.Outcome == CheckOutcome.NotChecked && x.Name != Reproducible.Name
                && !(needsNone && x.Name == "signature") && Missing(x.Name) is not null),
            .. AllChecks.For(artifacts.Manifest, AllChecks.Full).Select(x => x.Name).Except(made.Select(x => x.Name)).Select(Missing)
                .OfType<VerificationCheck>(),
        ]);

        VerificationCheck? Missing(string name) => !artifacts.IsTrusted
            ? new(name, CheckOutcome.NotChecked, "only the folder itself says so", "")
            : !recorded[name].Any() ? new(name, CheckOutcome.NotChecked, ArtifactCheck.NeverMade, "")
            : recorded[name].FirstOrDefault(x => x.Outcome != CheckOutcome.Passed);
    }
}
