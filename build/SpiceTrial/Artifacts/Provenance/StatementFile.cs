using System.Text.Json;

namespace SpiceTrial.Artifacts;

/// <summary><c>provenance.json</c> beside the manifest; docs/provenance.md describes it.</summary>
public static class StatementFile
{
    public const string Name = "provenance.json";

    /// <summary>Writes the statement for a folder whose manifest is in place.</summary>
    public static async Task WriteAsync(string folder, Manifest manifest, CancellationToken cancellationToken)
    {
        var statement = await StatementOfBuild.ForAsync(folder, manifest, cancellationToken);
        byte[] content = [.. JsonSerializer.SerializeToUtf8Bytes(statement, RecordJson.Options), (byte)'\n'];
        await AtomicFile.WriteAsync(Path.Combine(folder, Name), content, cancellationToken);
    }

    /// <exception cref="TrialException">It is not there or not a statement.</exception>
    public static async Task<Statement> ReadAsync(string folder, CancellationToken cancellationToken)
    {
        var path = Path.Combine(folder, Name);
        if (!File.Exists(path))
            throw new TrialException(
                "there is no provenance statement", path, "Build the artifacts again with ./build.sh DebBuild", ExitStatus.Refused);
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
