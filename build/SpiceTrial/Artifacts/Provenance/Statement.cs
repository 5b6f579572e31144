using System.Text.Json;
using System.Text.Json.Serialization;

namespace SpiceTrial.Artifacts;

/// <summary><c>provenance.json</c> beside the manifest (docs/provenance.md): an in-toto statement, version 1, with a SLSA provenance
/// predicate, version 1. Only what this project writes and checks.</summary>
/// <param name="Type">Always <see cref="StatementType"/>.</param>
/// <param name="Subject">What was built, by digest.</param>
/// <param name="PredicateType">Always <see cref="ProvenanceType"/>.</param>
/// <param name="Predicate">How it was built.</param>
public sealed record Statement(
    [property: JsonPropertyName("_type")] string Type, IReadOnlyList<Resource> Subject, string PredicateType, ProvenancePredicate Predicate)
{
    public const string FileName = "provenance.json";
    public const string StatementType = "https://in-toto.io/Statement/v1";
    public const string ProvenanceType = "https://slsa.dev/provenance/v1";

    /// <exception cref="TrialException">Refused: it is not a statement.</exception>
    public static async Task<Statement> ReadAsync(string folder, CancellationToken cancellationToken)
    {
        var path = Path.Combine(folder, FileName);
        try
        {
            return JsonSerializer.Deserialize<Statement>(await File.ReadAllBytesAsync(path, cancellationToken), RecordJson.Options)
                ?? throw new JsonException("It holds null.");
        }
        catch (JsonException e)
        {
            throw new TrialException(
                $"the provenance statement can't be read: {Printable.Show(e.Message, 200)}", path, status: ExitStatus.Refused, cause: e);
        }
    }
}
