using System.Text.Json;
using System.Text.Json.Nodes;

namespace SpiceTrial.Ground;

/// <summary>Records as JSON files with <c>"schema": 1</c>; the records themselves need no such property.</summary>
public static class RecordFile
{
    const string SchemaKey = "schema";

    // Nothing that is written comes near it; what others hand over may.
    const long Largest = 256L << 20;

    /// <summary>Writes the record whole or not at all.</summary>
    /// <exception cref="TrialException">The file can't be written.</exception>
    public static async Task WriteAsync<T>(string path, T record, CancellationToken cancellationToken)
        where T : notnull => await AtomicFile.WriteAsync(path, Encoding.UTF8.GetBytes(Text(record)), cancellationToken);

    /// <summary>The whole text of the record's file.</summary>
    public static string Text<T>(T record)
        where T : notnull
    {
        var keys = JsonSerializer.SerializeToNode(record, RecordJson.Options) as JsonObject
            ?? throw new ArgumentException($"{typeof(T).Name} is not a record: it does not serialise to an object.", nameof(record));
        if (!keys.ContainsKey(SchemaKey))
            keys.Insert(0, SchemaKey, RecordJson.Schema);

        return JsonSerializer.Serialize(keys, RecordJson.Options) + "\n";
    }

    /// <summary>Reads a record that <see cref="WriteAsync{T}"/> or a person wrote.</summary>
    /// <exception cref="TrialException">No such file, not JSON, another schema, or a key is missing or wrong: named with the
    /// file.</exception>
    public static async Task<T> ReadAsync<T>(string path, CancellationToken cancellationToken)
        where T : notnull
    {
        var content = await ReadBytesAsync(path, cancellationToken);
        try
        {
            using var document = JsonDocument.Parse(
                content, new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true });
            CheckSchema(document.RootElement, path);
            return JsonSerializer.Deserialize<T>(content, RecordJson.Options) ?? throw Bad(path, "It holds null.");
        }
        catch (JsonException e)
        {
            throw Bad(path, Explain(e), e);
        }
        catch (TrialException e) when (e.Where is null)
        {
            // A record checks its own values; only this place knows the file.
            throw Bad(path, $"{e.What}.", e);
        }
    }

    /// <summary>The same, or <c>null</c> where there is none that can be used: <paramref name="why"/> is told.</summary>
    public static async Task<T?> TryReadAsync<T>(string path, CancellationToken cancellationToken, Action<TrialException>? why = null)
        where T : class
    {
        try
        {
            return await ReadAsync<T>(path, cancellationToken);
        }
        catch (TrialException e)
        {
            why?.Invoke(e);
            return null;
        }
    }

    static async Task<byte[]> ReadBytesAsync(string path, CancellationToken cancellationToken)
    {
        if (!File.Exists(path))
            throw new TrialException("The record does not exist.", path, "Run the target that writes it first.", ExitStatus.BadInput);
        try
        {
            await using var file = RegularFile.TryOpen(path);
            if (file is null or { Length: > Largest })
                throw Bad(path, file is null ? "It is empty, or no file." : $"It is larger than {Largest >> 20} MiB.");
            var content = new byte[file.Length];
            await file.ReadExactlyAsync(content, cancellationToken);
            return content;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new TrialException(
                $"The record can't be read: {e.Message}", path, "Check the file's permissions.", ExitStatus.BadInput, e);
        }
    }

    static void CheckSchema(JsonElement root, string path)
    {
        if (root.ValueKind != JsonValueKind.Object)
            throw Bad(path, "It is not a JSON object.");

        if (!root.TryGetProperty(SchemaKey, out var schema))
            throw Bad(path, $"The key '{SchemaKey}' is missing.");

        if (schema.ValueKind != JsonValueKind.Number || !schema.TryGetInt32(out var number) || number != RecordJson.Schema)
            throw Bad(path, $"The key '{SchemaKey}' is {schema.GetRawText()}; this version reads {RecordJson.Schema}.");
    }

    static string Explain(JsonException e)
    {
        // The serializer appends its own "Path: ... | LineNumber: ..." in zero-based numbers, and names the .NET type.
        var message = e.Message.Split(" Path: $")[0].Split(" LineNumber: ")[0].TrimEnd();
        const string missing = "was missing required properties including: ";
        var at = message.IndexOf(missing, StringComparison.Ordinal);
        var key = e.Path is { Length: > 2 } jsonPath ? jsonPath[2..] : null;
        if (at >= 0)
            return $"{(key is null ? "The" : $"In '{key}' the")} key {message[(at + missing.Length)..].TrimEnd('.')} is missing.";

        var why = message switch
        {
            _ when message.Contains("doesn't allow null") => "It may not be null.",
            _ when message.Contains("could not be converted") => "Its value is none that this key may have.",
            _ => message,
        };
        return $"{(key is null ? "" : $"The key '{key}' is wrong. ")}{why}{(e.LineNumber is { } line ? $" (line {line + 1})" : "")}";
    }

    // Never to delete it: it may be the only one that knows what is on a host.
    static TrialException Bad(string path, string why, Exception? cause = null)
    {
        var full = Path.GetFullPath(path);
        var log = ShellWords.Join(["git", "-C", Path.GetDirectoryName(full)!, "log", "-p", "--", Path.GetFileName(full)]);
        return new($"The record can't be used. {why}", path,
            $"`{log}` shows who changed it, and what it was. Where a newer version wrote it, `git pull` gets that one",
            ExitStatus.BadInput, cause);
    }
}
