using SpiceTrial.Sessions;

namespace SpiceTrial.Trial;

/// <summary>The record of a rollout on the disk, written whole before and after every step: what a controller that dies leaves is where
/// the next one goes on.</summary>
public sealed class RolloutFile(string path, RolloutRecord record, TimeProvider clock)
{
    public string Path => path;

    public RolloutRecord Record { get; private set; } = record;

    public static string Who => $"{Environment.UserName}@{Environment.MachineName}";

    /// <exception cref="TrialException">BadInput: a name that no file can have.</exception>
    public static string PathOf(string folder, string name) => SessionPath.IsTag(name)
        ? System.IO.Path.Combine(folder, $"{name}.json") : throw new TrialException(
            $"'{Printable.Show(name)}' is no name for a rollout", "--name", "Letters, digits, dots, dashes and underscores, such as 007",
            ExitStatus.BadInput);

    /// <returns><c>null</c> where there is none.</returns>
    public static async Task<RolloutFile?> ReadAsync(string path, TimeProvider clock, CancellationToken cancellationToken) =>
        File.Exists(path) ? new(path, await RecordFile.ReadAsync<RolloutRecord>(path, cancellationToken), clock) : null;

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
}
