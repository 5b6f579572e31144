namespace SpiceTrial.Artifacts;

/// <param name="BuildType">Names docs/provenance.md, which says what the parameters mean.</param>
/// <param name="ExternalParameters">What the operator chose.</param>
/// <param name="InternalParameters">What followed from it.</param>
/// <param name="ResolvedDependencies">Everything that went in: source, patch, base environment and its packages.</param>
public sealed record BuildDefinition(
    string BuildType,
    IReadOnlyDictionary<string, string> ExternalParameters,
    IReadOnlyDictionary<string, string> InternalParameters,
    IReadOnlyList<Resource> ResolvedDependencies);
