using SpiceTrial.Json;
using SpiceTrial.Lab.Cells;
using SpiceTrial.Lab.Libraries;
using SpiceTrial.Lab.Scenarios;
using SpiceTrial.Sessions;

namespace SpiceTrial.Lab.Runs;

/// <summary>Runs every scenario on every library with every seed, and says what the ring's size does.</summary>
/// <param name="settings">What to run.</param>
/// <param name="libraries">Brings the libraries that the operator did not name.</param>
/// <param name="progress">Takes a line now and then.</param>
public sealed class LabRun(LabSettings settings, BuiltLibraries libraries, Action<string> progress)
{
    /// <summary>The name of the file that other programs read.</summary>
    public const string FileName = "lab.json";

    /// <summary>Where the results go.</summary>
    public string Folder => settings.Folder;

    public async Task<LabResult> RunAsync(CancellationToken cancellationToken)
    {
        var tested = await OpenLibrariesAsync(cancellationToken);
        var missing = await new MissingLibraries(settings.Workspace, Path.Combine(settings.Workspace.Root, ".nuke", "temp", "lab", "needed")).FolderForAsync(tested, cancellationToken);
        var runner = new CellRunner(settings, new CellStore(settings.Folder), missing);
        // Long ones first: at the end no core waits for one of them.
        var plan = (from scenario in settings.Scenarios
                    from library in tested
                    from seed in Enumerable.Range(1, settings.Seeds)
                    orderby scenario.Seconds descending
                    select (scenario, library, seed)).ToList();
        progress($"{settings.Scenarios.Count} scenarios x {tested.Count} libraries x {settings.Seeds} seeds: {plan.Count} cells, {settings.Jobs} at a time");
        var stored = new StoredCell[plan.Count];
        var clock = new LabProgress(plan.Sum(x => x.scenario.Seconds), plan.Count, progress);
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
        return await KeepAsync(Result(tested, stored), stored, cancellationToken);
    }

    LabResult Result(IReadOnlyList<LabLibrary> tested, IReadOnlyList<StoredCell> stored)
    {
        var order = settings.Scenarios.Select((x, index) => (x.Name, index)).ToDictionary(x => x.Name, x => x.index);
        List<LabCell> cells = [.. stored.Select(x => x.Cell).OrderBy(x => order[x.Scenario]).ThenBy(x => x.RingSize).ThenBy(x => x.Seed)];
        return new(cells, [.. settings.Scenarios.Select(x => LabFinding.Of(x, [.. cells.Where(y => y.Scenario == x.Name)]))], tested, settings.Scenarios, settings.RealTime);
    }

    async Task<LabResult> KeepAsync(LabResult result, IReadOnlyList<StoredCell> stored, CancellationToken cancellationToken)
    {
        // The same records as field sessions have; when things happened stands in cells/, which keeps this file small.
        var analysis = new Analysis([.. stored.Select(x => x.Run).OfType<RunFigures>().OrderBy(x => x.Tag, StringComparer.Ordinal).Select(x => x with { Timeline = null })]);
        foreach (var folder in new[] { settings.Folder, settings.Output }.OfType<string>())
        {
            await RecordFile.WriteAsync(Path.Combine(folder, FileName), result, cancellationToken);
            await RecordFile.WriteAsync(Path.Combine(folder, "analysis.json"), analysis, cancellationToken);
        }

        return result;
    }

    async Task<IReadOnlyList<LabLibrary>> OpenLibrariesAsync(CancellationToken cancellationToken)
    {
        var tested = new List<LabLibrary>();
        foreach (var size in settings.RingSizes.Concat(settings.Libraries.Keys).Distinct().Order())
        {
            tested.Add(settings.Libraries.TryGetValue(size, out var path)
                ? await GivenLibrary.OpenAsync(size, path, "named by the operator", cancellationToken)
                : await libraries.OpenAsync(size, cancellationToken));
        }

        return tested;
    }
}
