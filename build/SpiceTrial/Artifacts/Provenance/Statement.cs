using System.Text.Json.Serialization;

namespace SpiceTrial.Artifacts.Provenance;

/// <summary>An in-toto statement, version 1, with a SLSA provenance predicate, version 1. Only what this project writes and checks.</summary>
/// <param name="Type">Always <see cref="StatementType"/>.</param>
/// <param name="Subject">What was built, by digest.</param>
/// <param name="PredicateType">Always <see cref="ProvenanceType"/>.</param>
/// <param name="Predicate">How it was built.</param>
public sealed record Statement(
    [property: JsonPropertyName("_type")] string Type, IReadOnlyList<Resource> Subject, string PredicateType, ProvenancePredicate Predicate)
{
    public const string StatementType = "https://in-toto.io/Statement/v1";
    public const string ProvenanceType = "https://slsa.dev/provenance/v1";
}

public sealed record ProvenancePredicate(BuildDefinition BuildDefinition, RunDetails RunDetails);

/// <param name="BuildType">Names docs/provenance.md, which says what the parameters mean.</param>
/// <param name="ExternalParameters">What the operator chose.</param>
/// <param name="InternalParameters">What followed from it.</param>
/// <param name="ResolvedDependencies">Everything that went in: source, patch, base environment and its packages.</param>
public sealed record BuildDefinition(
    string BuildType,
    IReadOnlyDictionary<string, string> ExternalParameters,
    IReadOnlyDictionary<string, string> InternalParameters,
    IReadOnlyList<Resource> ResolvedDependencies);

public sealed record RunDetails(BuilderIdentity Builder, BuildMetadata Metadata, IReadOnlyList<Resource> Byproducts);

public sealed record BuilderIdentity(string Id, IReadOnlyDictionary<string, string> Version);

public sealed record BuildMetadata(string InvocationId, DateTimeOffset StartedOn, DateTimeOffset FinishedOn);

/// <summary>A resource descriptor: a name or an address, and digests by algorithm where they are known.</summary>
public sealed record Resource(
    string Name,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyDictionary<string, string>? Digest = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Uri = null)
{
    public static Resource Of(string name, string sha256) => new(name, new Dictionary<string, string> { ["sha256"] = sha256 });
}
