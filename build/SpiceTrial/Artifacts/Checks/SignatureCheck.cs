namespace SpiceTrial.Artifacts;

/// <summary>The provenance is signed by a key that the operator trusts. Without a keyring, who made the folder is not known.</summary>
sealed class SignatureCheck(string? keyring) : IArtifactCheck
{
    public string Name => "signature";

    public IReadOnlyList<string> Needs => keyring is null ? [] : ["gpgv"];

    public string Command(ArtifactsInHand artifacts) =>
        $"gpgv --keyring {keyring ?? "KEYRING"} {OpenPgp.SignatureName} {StatementFile.Name}";

    public async Task<Finding> RunAsync(ArtifactsInHand artifacts, CancellationToken cancellationToken)
    {
        var signed = File.Exists(Path.Combine(artifacts.Folder, OpenPgp.SignatureName));
        if (keyring is null)
            return Finding.NotChecked(signed
                ? "signed, but no trusted keyring was named with --trusted-keyring" : "not signed, and no trusted keyring was named");
        if (!signed)
            return Finding.Failed("the provenance is not signed");
        try
        {
            return Finding.Passed(
                $"signed by {await OpenPgp.VerifyAsync(artifacts.Folder, keyring, artifacts.Scratch, cancellationToken)}");
        }
        catch (TrialException e) when (e.Status == ExitStatus.Refused)
        {
            return Finding.Failed(e.What);
        }
    }
}
