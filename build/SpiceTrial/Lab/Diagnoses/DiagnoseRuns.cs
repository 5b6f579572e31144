using SpiceTrial.Sessions;

namespace SpiceTrial.Lab;

/// <summary>Says which regime the runs of a session are in, with the lab's evidence beside it.</summary>
/// <param name="labFolder">The folder with the lab's results by date.</param>
public sealed class DiagnoseRuns(string labFolder)
{
    public const string FileName = "diagnosis.json";

    public async Task<DiagnosisResult> RunAsync(IReadOnlyList<RunFigures> runs, CancellationToken cancellationToken)
    {
        var (results, findings) = await FindingsAsync(cancellationToken);
        return new([.. runs.Select(x => Of(x, findings))], results);
    }

    static Diagnosis Of(RunFigures run, IReadOnlyDictionary<string, LabFinding> findings)
    {
        var regime = RegimeRule.Of(run);
        var meaning = RegimeMeaning.Of(regime, run);
        var scenarios = ScenarioFiles.Of(meaning.Scenarios.Count > 0 ? meaning.Scenarios : [ScenarioFiles.ShortName]);
        return new(run.Tag, regime, meaning.Words, meaning.RingCanMatter, RegimeFigures.Of(run), RegimeFigures.Bounds(run),
            [.. Freezes(run), .. meaning.Next],
            [.. scenarios.Select(x => new ScenarioEvidence(x.Name, x.About, findings.GetValueOrDefault(x.Name)))]);
    }

    // Before anything about the ring: a guest that stands still streams nothing, and may do so because of what is tried.
    static IEnumerable<string> Freezes(RunFigures run) => run.Freezes.Count == 0 ? [] :
        [$"The guest stood still {(run.Freezes.Count == 1 ? "once" : $"{run.Freezes.Count} times")}: find out why before the ring's size "
            + "is judged by this run (./build.sh Analyze names the moments)."];

    /// <summary>What the newest result of the lab has for each scenario.</summary>
    async Task<(string? Results, IReadOnlyDictionary<string, LabFinding> Findings)> FindingsAsync(CancellationToken cancellationToken)
    {
        // What is kept in git stands in on a machine whose lab has not run.
        var kept = Path.Combine($"{labFolder}-main", LabRun.FileName);
        var newest = LabResult.Newest(labFolder) ?? (File.Exists(kept) ? kept : null);
        if (newest is null)
            return (null, new Dictionary<string, LabFinding>());
        var result = await RecordFile.ReadAsync<LabResult>(newest, cancellationToken);
        return (newest, result.Findings.ToDictionary(x => x.Scenario));
    }
}
