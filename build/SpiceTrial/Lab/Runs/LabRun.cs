using SpiceTrial.Debian;
using SpiceTrial.Sessions;

namespace SpiceTrial.Lab;

/// <summary>Runs every scenario on every library with every seed, and says what the ring's size does.</summary>
/// <param name="settings">What to run.</param>
/// <param name="libraries">Opens the libraries that the operator did not name, of these ring sizes.</param>
/// <param name="progress">Takes a line now and then.</param>
public sealed class LabRun(
    LabSettings settings, Func<IReadOnlyList<int>, CancellationToken, Task<IReadOnlyList<LabLibrary>>> libraries, Action<string> progress)
{
    /// <summary>The name of the file that other programs read.</summary>
    public const string FileName = "lab.json";

    public async Task<LabResult> RunAsync(CancellationToken cancellationToken)
    {
        // Two runs of a day share its folder: at the same time they would write the same logs.
        using var _ = await FileLock.TakeAsync(Path.Combine(settings.Folder, "lock"), progress, TimeSpan.FromHours(2), cancellationToken);
        // Of a run that was killed; nobody else is here while the lock is held.
        var running = Path.Combine(settings.Folder, CellRunner.Running);
        if (Directory.Exists(running))
            Directory.Delete(running, recursive: true);
        var tested = await OpenLibrariesAsync(cancellationToken);
        var release = await OwnRelease.ReadAsync(cancellationToken);
        var links = Path.Combine(settings.Workspace.Root, ".nuke", "temp", "lab", "needed", $"{release.Suite}-{release.Architecture}");
        var missing = await new MissingLibraries(settings.Workspace, release, links).FolderForAsync(tested, cancellationToken);
        var runner = new CellRunner(settings, new CellStore(settings.Folder), missing);
        var plan = Plan(tested);
        progress(
            $"{settings.Scenarios.Count} scenarios x {tested.Count} libraries x {settings.Seeds} seeds: {plan.Count} cells, "
                + $"{settings.Jobs} at a time");
        var stored = new CellStore.Stored[plan.Count];
        var clock = new LabProgress([.. plan.Select(x => x.Scenario.Seconds)], progress);
        await Parallel.ForEachAsync(
            Enumerable.Range(0, plan.Count),
            new ParallelOptions { MaxDegreeOfParallelism = settings.Jobs, CancellationToken = cancellationToken },
            async (index, token) =>
            {
                var (scenario, library, seed) = plan[index];
                (stored[index], var kept) = await runner.RunAsync(scenario, library, seed, token);
                clock.Done(scenario.Seconds, kept, stored[index].Cell);
            });
        clock.Finished();
        var result = LabResult.Of(stored.Select(x => x.Cell), tested, settings.Scenarios, settings.RealTime)
            with { WithClient = settings.WithClient, Harness = CellStore.Harness };
        await KeepAsync(result, stored, cancellationToken);
        return result;
    }

    // Long ones first: at the end no core waits for one of them.
    List<(Scenario Scenario, LabLibrary Library, int Seed)> Plan(IReadOnlyList<LabLibrary> tested)
    {
        var cells = from scenario in settings.Scenarios
                    from library in tested
                    from seed in Enumerable.Range(1, settings.Seeds)
                    select (scenario, library, seed);
        return [.. cells.OrderByDescending(x => x.scenario.Seconds)];
    }

    async Task KeepAsync(LabResult result, IReadOnlyList<CellStore.Stored> stored, CancellationToken cancellationToken)
    {
        // The same records as field sessions have; when things happened stands in cells/, which keeps this file small.
        var analysis = new Analysis([.. stored.Select(x => x.Run).OfType<RunFigures>().OrderBy(x => x.Tag, StringComparer.Ordinal)
            .Select(x => x with { Timeline = null })]);
        var file = Path.Combine(settings.Folder, FileName);
        await RecordFile.WriteAsync(file, await WithOlderAsync(result, file, cancellationToken), cancellationToken);
        if (settings.Output is not { } output)
            return;
        await RecordFile.WriteAsync(Path.Combine(output, FileName), result, cancellationToken);
        // The cells as runs of sessions, for comparisons.
        await RecordFile.WriteAsync(Path.Combine(output, AnalyzeSessions.FileName), analysis, cancellationToken);
    }

    // One of another version is lost: what it had of other scenarios is in its cells, and comes back when those are run.
    async Task<LabResult> WithOlderAsync(LabResult result, string file, CancellationToken cancellationToken)
    {
        void Anew(string why) => progress($"{file} is written anew, of these scenarios alone: {why}");
        if (!File.Exists(file)
            || await RecordFile.TryReadAsync<LabResult>(file, cancellationToken, x => Anew(x.What)) is not { } older)
            return result;
        var whole = result.Keeping(older);
        if (ReferenceEquals(whole, result))
            Anew("it was made by another build of the lab, or of other libraries");
        return whole;
    }

    async Task<IReadOnlyList<LabLibrary>> OpenLibrariesAsync(CancellationToken cancellationToken)
    {
        List<LabLibrary> tested =
            [.. await libraries([.. settings.RingSizes.Except(settings.Libraries.Keys).Order()], cancellationToken)];
        foreach (var (size, path) in settings.Libraries)
            tested.Add(await LabLibrary.OpenAsync(size, path, "named by the operator", cancellationToken));
        return [.. tested.OrderBy(x => x.RingSize)];
    }
}
