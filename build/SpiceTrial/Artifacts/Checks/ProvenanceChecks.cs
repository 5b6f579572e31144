namespace SpiceTrial.Artifacts;

/// <summary>Checks of where the folder comes from.</summary>
static class ProvenanceChecks
{
    /// <summary>The provenance statement is one of exactly these files, built from exactly the sources that the manifest names.</summary>
    public static ArtifactCheck Provenance { get; } = new(
        "provenance", _ => $"jq '.subject, .predicate.buildDefinition' {Statement.FileName}", ProvenanceAsync);

    /// <summary>The provenance is signed by a key that the operator trusts. Without a keyring, who made the folder is not known.</summary>
    public static ArtifactCheck Signature(string? keyring) => new("signature",
        _ => $"gpgv --keyring {keyring ?? "KEYRING"} {OpenPgp.SignatureName} {Statement.FileName}",
        (artifacts, cancellationToken) => SignatureAsync(artifacts, keyring, cancellationToken)) {
        Needs = keyring is null ? [] : ["gpgv"] };

    static async Task<Finding> ProvenanceAsync(ArtifactsInHand artifacts, CancellationToken cancellationToken)
    {
        if (!File.Exists(Path.Combine(artifacts.Folder, Statement.FileName)))
            return Finding.Failed($"there is no {Statement.FileName}");
        var statement = await Statement.ReadAsync(artifacts.Folder, cancellationToken);
        if (statement.Type != Statement.StatementType || statement.PredicateType != Statement.ProvenanceType)
            return Finding.Failed("it is not an in-toto statement with SLSA provenance, both version 1");
        var manifest = await FileRecord.OfAsync(Path.Combine(artifacts.Folder, Manifest.FileName), cancellationToken);
        var definition = statement.Predicate.BuildDefinition;
        if (Difference(StatementOfBuild.Subjects(artifacts.Manifest, manifest.Sha256), statement.Subject) is { } subject)
            return Finding.Failed($"it states another {subject}");
        if (Difference(StatementOfBuild.Materials(artifacts.Manifest),
            [.. definition.ResolvedDependencies.Where(x => x.Digest is not null)]) is { } material)
            return Finding.Failed($"it was built from another {material} than the manifest says");
        foreach (var (key, value) in StatementOfBuild.External(artifacts.Manifest))
        {
            if (definition.ExternalParameters.GetValueOrDefault(key) is var stated && stated != value)
                return Finding.Failed($"its {key} is {stated ?? "missing"}, the manifest says {value}");
        }

        return Finding.Passed($"in-toto statement of {statement.Subject.Count} files, {definition.ResolvedDependencies.Count} materials");
    }

    static string? Difference(IReadOnlyList<Resource> expected, IReadOnlyList<Resource> found) =>
        expected.ExceptBy(found.Select(Key), Key).Concat(found.ExceptBy(expected.Select(Key), Key)).FirstOrDefault()?.Name;

    static string Key(Resource resource) => $"{resource.Digest?.GetValueOrDefault("sha256")} {resource.Name}";

    static async Task<Finding> SignatureAsync(ArtifactsInHand artifacts, string? keyring, CancellationToken cancellationToken)
    {
        var signed = File.Exists(Path.Combine(artifacts.Folder, OpenPgp.SignatureName));
        if (keyring is null)
            return Finding.NotChecked(signed
                ? "signed, but no trusted keyring was named with --trusted-keyring" : "not signed, and no trusted keyring was named");
        if (!signed)
            return Finding.Failed("the provenance is not signed");
        var (signer, problem) = await OpenPgp.VerifyAsync(artifacts.Folder, keyring, artifacts.Scratch, cancellationToken);
        return signer is null ? Finding.Failed(problem) : Finding.Passed($"signed by {signer}");
    }
}
