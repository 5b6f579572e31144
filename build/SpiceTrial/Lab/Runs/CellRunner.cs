using SpiceTrial.Sessions;

namespace SpiceTrial.Lab;

/// <summary>Runs single cells and reads their logs.</summary>
sealed class CellRunner(LabSettings settings, CellStore store, string? missingLibraries)
{
    /// <summary>The folder below the run's in which cells keep what they are given, while they run.</summary>
    public const string Running = "running";

    readonly CellProcess process = new(missingLibraries);

    /// <summary>The cell's result: a kept one where it is still valid, else a new one.</summary>
    public async Task<(CellStore.Stored Cell, bool Kept)> RunAsync(
        Scenario scenario, LabLibrary library, int seed, CancellationToken cancellationToken)
    {
        var name = CellStore.Name(scenario, library, seed);
        var key = CellStore.KeyOf(scenario, library, seed, settings.RealTime, settings.WithClient);
        if (!settings.Fresh && await store.FindAsync(name, key, cancellationToken) is { } kept)
            return (kept, true);
        var log = store.Log(name);
        Directory.CreateDirectory(Path.GetDirectoryName(log)!);
        // What an earlier library wrote there would be taken for this one's where it never comes to write.
        File.Delete(log);
        var request = new CellRequest(library.Path, scenario, seed, log) {
            RealTime = settings.RealTime, WithClient = settings.WithClient, HangSeconds = settings.HangSeconds };
        var report = await process.RunAsync(request, Path.Combine(settings.Folder, Running), cancellationToken);
        var stored = new CellStore.Stored(
            key, new LabCell(scenario.Name, library.RingSize, seed, report.Outcome) { Remark = report.Remark, Cost = report.Cost }, null);
        stored = await ReadAsync(stored, request, library, report, cancellationToken);
        await store.KeepAsync(name, stored, cancellationToken);
        return (stored, false);
    }

    async Task<CellStore.Stored> ReadAsync(
        CellStore.Stored stored, CellRequest request, LabLibrary library, CellReport report, CancellationToken cancellationToken)
    {
        if (!File.Exists(request.Log))
            return stored;
        var cell = stored.Cell with
        {
            Log = Path.GetRelativePath(settings.Folder, request.Log),
            LogSha256 = (await FileRecord.OfAsync(request.Log, cancellationToken)).Sha256,
        };
        if (report.Outcome != CellOutcome.Ran)
            return stored with { Cell = cell };
        await using var log = File.OpenRead(request.Log);
        var options = new LogOptions(Path.GetFileNameWithoutExtension(request.Log))
        {
            Arm = new Arm(library.RingSize, library.BuildId),
            Video = (request.Scenario.Video.Size.Width, request.Scenario.Video.Size.Height),
        };
        var run = (await SessionLog.ReadAsync(log, options, cancellationToken)) is [var only] ? only
            : throw new TrialException("the cell's log does not hold exactly one run", request.Log);
        return stored with { Cell = cell.With(request.Scenario, run, report.Plays).With(report.Client, run), Run = run };
    }
}
