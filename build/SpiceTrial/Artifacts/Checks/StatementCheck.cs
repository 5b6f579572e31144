namespace SpiceTrial.Artifacts;

/// <summary>The provenance statement is one of exactly these files, built from exactly the sources that the manifest names.</summary>
sealed class StatementCheck : IArtifactCheck
{
    public string Name => "provenance";

    public string Command(ArtifactsInHand artifacts) => $"jq '.subject, .predicate.buildDefinition' {StatementFile.Name}";

    public async Task<Finding> RunAsync(ArtifactsInHand artifacts, CancellationToken cancellationToken)
    {
        if (!File.Exists(Path.Combine(artifacts.Folder, StatementFile.Name)))
            return Finding.Failed($"there is no {StatementFile.Name}");
        var statement = await StatementFile.ReadAsync(artifacts.Folder, cancellationToken);
        if (statement.Type != Statement.StatementType || statement.PredicateType != Statement.ProvenanceType)
            return Finding.Failed("it is not an in-toto statement with SLSA provenance, both version 1");
        var manifest = await FileRecord.OfAsync(Path.Combine(artifacts.Folder, PackageArtifacts.ManifestName), cancellationToken);
        var definition = statement.Predicate.BuildDefinition;
        if (Difference(StatementOfBuild.Subjects(artifacts.Manifest, manifest.Sha256), statement.Subject) is { } subject)
            return Finding.Failed($"it states another {subject}");
        if (Difference(StatementOfBuild.Materials(artifacts.Manifest),
            [.. definition.ResolvedDependencies.Where(x => x.Digest is not null)]) is { } material)
            return Finding.Failed($"it was built from another {material} than the manifest says");
        if (StatementOfBuild.External(artifacts.Manifest)
            .FirstOrDefault(x => definition.ExternalParameters.GetValueOrDefault(x.Key) != x.Value) is { Key: not null } parameter)
            return Finding.Failed(
                $"its {parameter.Key} is {definition.ExternalParameters.GetValueOrDefault(parameter.Key) ?? "missing"}, the manifest says "
                    + $"{parameter.Value}");
        return Finding.Passed($"in-toto statement of {statement.Subject.Count} files, {definition.ResolvedDependencies.Count} materials");
    }

    static string? Difference(IReadOnlyList<Resource> expected, IReadOnlyList<Resource> found)
    {
        var given = found.Select(Key).ToHashSet(StringComparer.Ordinal);
        var wanted = expected.Select(Key).ToHashSet(StringComparer.Ordinal);
        return expected.FirstOrDefault(x => !given.Contains(Key(x)))?.Name ?? found.FirstOrDefault(x => !wanted.Contains(Key(x)))?.Name;
    }

    static string Key(Resource resource) => $"{resource.Digest?.GetValueOrDefault("sha256")} {resource.Name}";
}
