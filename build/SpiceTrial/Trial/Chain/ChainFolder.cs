namespace SpiceTrial.Trial;

/// <summary>The last record of each target, as JSON, so that one target can be run alone on the last result.</summary>
public sealed class ChainFolder(Workspace workspace)
{
    public Task SaveAsync<T>(string target, T record, CancellationToken cancellationToken)
        where T : notnull =>
        RecordFile.WriteAsync(PathOf(target), record, cancellationToken);

    /// <exception cref="TrialException">BadInput: the target was never run; with <paramref name="hint"/>, or the usual one.</exception>
    public async Task<T> LoadAsync<T>(string target, CancellationToken cancellationToken, string? hint = null)
        where T : notnull
    {
        var path = PathOf(target);
        return File.Exists(path)
            ? await RecordFile.ReadAsync<T>(path, cancellationToken)
            : throw new TrialException(
                $"{target} has no result yet", path, hint ?? $"Run `./build.sh {target}` first, or leave out --skip", ExitStatus.BadInput);
    }

    public string PathOf(string target) => Path.Combine(workspace.Chain, target + ".json");
}
