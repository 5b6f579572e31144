using System.Text.Json;
using System.Text.Json.Nodes;
using SpiceTrial.Debian;

namespace SpiceTrial.Artifacts;

/// <summary>Checks of where the folder comes from.</summary>
static class ProvenanceChecks
{
    /// <summary>The provenance statement is the one that manifest and .buildinfo of exactly these files make.</summary>
    public static ArtifactCheck Provenance { get; } = new(
        "provenance", _ => $"jq '.subject, .predicate.buildDefinition' {Artifacts.Provenance.FileName}", ProvenanceAsync);

    /// <summary>The provenance is signed by a key that the operator trusts. Without a keyring, who made the folder is not known.</summary>
    public static ArtifactCheck Signature(string? keyring) => new("signature",
        _ => $"gpgv --keyring {keyring ?? "KEYRING"} {ArtifactsSeal.SignatureName} {Artifacts.Provenance.FileName}",
        (artifacts, cancellationToken) => SignatureAsync(artifacts, keyring, cancellationToken)) {
        Needs = keyring is null ? [] : ["gpgv"] };

    static async Task<Finding> ProvenanceAsync(ArtifactsInHand artifacts, CancellationToken cancellationToken)
    {
        var path = Path.Combine(artifacts.Folder, Artifacts.Provenance.FileName);
        if (!File.Exists(path))
            return Finding.Failed($"there is no {Artifacts.Provenance.FileName}");
        try
        {
            var stated = JsonNode.Parse(
                await Artifacts.Provenance.ReadAsync(artifacts.Folder, Artifacts.Provenance.FileName, cancellationToken));
            return JsonNode.DeepEquals(await Artifacts.Provenance.OfAsync(artifacts.Folder, cancellationToken), stated)
                ? Finding.Passed($"in-toto statement of {artifacts.Manifest.Files.Count + 1} files, as they make it")
                : Finding.Failed("it states other things than these files show");
        }
        // A key that stands twice is the latter.
        catch (Exception e) when (e is JsonException or ArgumentException)
        {
            return Finding.Failed($"it can't be read: {e.Message}");
        }
    }

    static async Task<Finding> SignatureAsync(ArtifactsInHand artifacts, string? keyring, CancellationToken cancellationToken)
    {
        var signed = File.Exists(Path.Combine(artifacts.Folder, ArtifactsSeal.SignatureName));
        if (keyring is null)
            return Finding.NotChecked(signed
                ? "signed, but no trusted keyring was named with --trusted-keyring" : "not signed, and no trusted keyring was named");
        if (!signed)
            return Finding.Failed("the provenance is not signed");
        string[] files = [.. new[] { ArtifactsSeal.SignatureName, Artifacts.Provenance.FileName }
            .Select(x => Path.Combine(artifacts.Folder, x))];
        var found = await OpenPgp.VerifyAsync([keyring], artifacts.Scratch, cancellationToken, files);
        return found.Problem.Length > 0 ? Finding.Failed($"the signature of the provenance does not verify: {found.Problem}")
            : Finding.Passed($"signed by {found.Signer}");
    }
}
