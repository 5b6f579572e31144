namespace SpiceTrial.Trial;

/// <summary>What the last night found out about each release, in <c>sessions/nightly/</c>.</summary>
/// <param name="workspace">The project.</param>
/// <param name="traceItems">The ring of these nights: each ring has a memory of its own, for another answers other questions.</param>
public sealed class ReleaseMemory(Workspace workspace, int traceItems = 128)
{
    string Folder => Path.Combine(workspace.Root, "sessions", "nightly");

    public Task<FileStream> LockAsync(Action<string> progress, CancellationToken cancellationToken) =>
        FileLock.TakeAsync(Path.Combine(Folder, ".lock"), progress, TimeSpan.FromHours(3), cancellationToken);

    /// <returns><c>null</c> on the first night.</returns>
    public async Task<RememberedRelease?> LastAsync(Release release, CancellationToken cancellationToken)
    {
        var path = PathOf(release.Suite, release.Architecture);
        return File.Exists(path) ? await RecordFile.ReadAsync<RememberedRelease>(path, cancellationToken) : null;
    }

    public Task KeepAsync(RememberedRelease record, CancellationToken cancellationToken) =>
        RecordFile.WriteAsync(PathOf(record.Suite, record.Architecture), record, cancellationToken);

    /// <summary>Writes what a person needs to make the patch fit beside the record, and returns its path from the project's root.</summary>
    public async Task<string> ReportAsync(Release release, TrialException conflict, CancellationToken cancellationToken)
    {
        var path = Path.Combine(Folder, $"{NameOf(release.Suite, release.Architecture)}-conflict.md");
        var text = EmbeddedText.Read("conflict.md").Replace("{suite}", release.Suite).Replace("{architecture}", release.Architecture)
            .Replace("{version}", release.Version).Replace("{time}", $"{DateTimeOffset.UtcNow:yyyy-MM-dd HH:mm}")
            .Replace("{error}", conflict.Message);
        await AtomicFile.WriteAsync(path, Encoding.UTF8.GetBytes(text), cancellationToken);
        return Path.GetRelativePath(workspace.Root, path);
    }

    /// <summary>The digest over what decides the findings. This library's id is another one for every change of it.</summary>
    public async Task<string> InputsAsync(string sourceVersion, IEnumerable<string> steps, CancellationToken cancellationToken)
    {
        var text = new StringBuilder().Append(sourceVersion).Append('\n').Append(traceItems).Append('\n').AppendJoin(',', steps)
            .Append('\n').Append(typeof(ReleaseMemory).Module.ModuleVersionId).Append('\n');
        foreach (var file in Directory.EnumerateFiles(workspace.Patches).Order(StringComparer.Ordinal))
            text.Append(Path.GetFileName(file)).Append('\n').Append(await File.ReadAllTextAsync(file, cancellationToken));
        return FileRecord.Sha256Of(text.ToString());
    }

    string PathOf(string suite, string architecture) => Path.Combine(Folder, $"{NameOf(suite, architecture)}.json");

    // The usual one has the name that older records have.
    string NameOf(string suite, string architecture) => $"{suite}-{architecture}{(traceItems == 128 ? "" : $"-ring{traceItems}")}";
}
