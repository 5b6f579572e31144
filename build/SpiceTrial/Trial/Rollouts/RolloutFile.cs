namespace SpiceTrial.Trial;

/// <summary>The record of a rollout on the disk, written whole before and after every step: what a controller that dies leaves is where
/// the next one goes on.</summary>
public sealed partial class RolloutFile
{
    readonly TimeProvider clock;

    RolloutFile(string path, RolloutRecord record, TimeProvider clock) => (Path, Record, this.clock) = (path, record, clock);

    public string Path { get; }

    public RolloutRecord Record { get; private set; }

    public static string Who => $"{Environment.UserName}@{Environment.MachineName}";

    /// <exception cref="TrialException">BadInput: a name that no file can have.</exception>
    public static string PathOf(string folder, string name) => Form().IsMatch(name)
        ? System.IO.Path.Combine(folder, $"{name}.json") : throw new TrialException(
            $"'{Printable.Show(name)}' is no name for a rollout", "--name", "Letters, digits, dots and dashes, such as 007",
            ExitStatus.BadInput);

    /// <returns><c>null</c> where there is none.</returns>
    public static async Task<RolloutFile?> ReadAsync(string path, TimeProvider clock, CancellationToken cancellationToken) =>
        File.Exists(path) ? new(path, await RecordFile.ReadAsync<RolloutRecord>(path, cancellationToken), clock) : null;

    public static RolloutFile New(string path, RolloutRecord record, TimeProvider clock) => new(path, record, clock);

    /// <summary>One rollout at a time, whatever its name: two would meet on the same hosts.</summary>
    /// <exception cref="TrialException">Refused: another run holds it.</exception>
    public static FileStream Lock(string folder) => FileLock.TryTake(System.IO.Path.Combine(folder, ".lock"))
        ?? throw new TrialException("another rollout is at work", folder, "Wait for its end; `fuser` on .lock there names its process",
            ExitStatus.Refused);

    /// <summary>Changes a wave, and writes.</summary>
    public Task SetAsync(int wave, Func<RolloutWave, RolloutWave> change, string? text = null) =>
        SetAsync(x => x.With(wave, change(x.Waves[wave])), wave + 1, text);

    /// <summary>Changes the record, and writes. Never cancelled: what has happened is kept.</summary>
    public async Task SetAsync(Func<RolloutRecord, RolloutRecord> change, int wave = 0, string? text = null)
    {
        var changed = change(Record);
        Record = text is null ? changed : changed with { Steps = [.. changed.Steps, new(clock.GetUtcNow(), Who, wave, text)] };
        await RecordFile.WriteAsync(Path, Record, CancellationToken.None);
    }

    [GeneratedRegex(@"\A[A-Za-z0-9][A-Za-z0-9._-]{0,63}\z")]
    private static partial Regex Form();
}
