using System.Text.Json.Serialization;

namespace SpiceTrial.Artifacts;

/// <summary>An in-toto statement, version 1, with a SLSA provenance predicate, version 1. Only what this project writes and
/// checks.</summary>
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
