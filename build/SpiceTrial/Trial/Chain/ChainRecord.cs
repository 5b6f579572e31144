namespace SpiceTrial.Trial;

/// <summary>What one target made: in this run, or the last time, which is kept as JSON so that a target can be run alone.</summary>
/// <param name="workspace">Where it is kept.</param>
/// <param name="target">The target's name.</param>
public sealed class ChainRecord<T>(Workspace workspace, string target)
    where T : class
{
    T? made;

    public string Path { get; } = System.IO.Path.Combine(workspace.Chain, target + ".json");

    public bool IsOfThisRun => made is not null;

    public async Task<T> KeepAsync(T record, CancellationToken cancellationToken)
    {
        made = record;
        await RecordFile.WriteAsync(Path, record, cancellationToken);
        return record;
    }

    /// <exception cref="TrialException">BadInput: the target was never run; with <paramref name="hint"/>, or the usual one.</exception>
    public async Task<T> GetAsync(CancellationToken cancellationToken, string? hint = null) =>
        made ?? (File.Exists(Path)
            ? await RecordFile.ReadAsync<T>(Path, cancellationToken)
            : throw new TrialException(
                $"{target} has no result yet", Path, hint ?? $"Run `./build.sh {target}` first, or leave out --skip", ExitStatus.BadInput));
}
