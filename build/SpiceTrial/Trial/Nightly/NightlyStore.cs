using System.Security.Cryptography;

namespace SpiceTrial.Trial;

/// <summary>The records of the last night, in <c>sessions/nightly/</c>.</summary>
sealed class NightlyStore(Workspace workspace)
{
    string Folder => Path.Combine(workspace.Root, "sessions", "nightly");

    public Task<FileStream> LockAsync(Action<string> progress, CancellationToken cancellationToken) =>
        FileLock.TakeAsync(Path.Combine(Folder, ".lock"), progress, TimeSpan.FromHours(3), cancellationToken);

    /// <returns><c>null</c> on the first night.</returns>
    public async Task<NightlyRecord?> LastAsync(string suite, string architecture, CancellationToken cancellationToken)
    {
        var path = PathOf(suite, architecture);
        return File.Exists(path) ? await RecordFile.ReadAsync<NightlyRecord>(path, cancellationToken) : null;
    }

    public Task KeepAsync(NightlyRecord record, CancellationToken cancellationToken) =>
        RecordFile.WriteAsync(PathOf(record.Suite, record.Architecture), record, cancellationToken);

    /// <summary>Writes the report of a conflict beside the record, and returns its path from the project's root.</summary>
    public async Task<string> ReportAsync(string suite, string architecture, string text, CancellationToken cancellationToken)
    {
        var path = Path.Combine(Folder, $"{suite}-{architecture}-conflict.md");
        await AtomicFile.WriteAsync(path, Encoding.UTF8.GetBytes(text), cancellationToken);
        return Path.GetRelativePath(workspace.Root, path);
    }

    /// <summary>The digest over what decides the findings.</summary>
    public async Task<string> InputsAsync(
        string sourceVersion, int traceItems, IEnumerable<string> steps, CancellationToken cancellationToken)
    {
        var text = new StringBuilder().Append(sourceVersion).Append('\n').Append(traceItems).Append('\n').AppendJoin(',', steps)
            .Append('\n');
        foreach (var file in Directory.EnumerateFiles(workspace.Patches).Order(StringComparer.Ordinal))
            text.Append(Path.GetFileName(file)).Append('\n').Append(await File.ReadAllTextAsync(file, cancellationToken));
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())));
    }

    string PathOf(string suite, string architecture) => Path.Combine(Folder, $"{suite}-{architecture}.json");
}
