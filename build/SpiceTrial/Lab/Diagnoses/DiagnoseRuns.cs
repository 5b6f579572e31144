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
        var names = RegimeRule.Scenarios(regime == Regime.VideoStreams ? RegimeRule.Beneath(run) : regime, run.Mode);
        var scenarios = ScenarioFiles.Of(names.Count > 0 ? names : [ScenarioFiles.ShortName]);
        return new(
            run.Tag, regime, RegimeWords.Of(regime), RegimeRule.RingCanMatter(regime), RegimeWords.Figures(run), RegimeWords.Bounds(run),
            [.. Freezes(run), .. LookNext(regime, run)],
            [.. scenarios.Select(x => new ScenarioEvidence(x.Name, x.About, findings.GetValueOrDefault(x.Name)))]);
    }

    // Before anything about the ring: a guest that stands still streams nothing, and may do so because of what is tried.
    static IEnumerable<string> Freezes(RunFigures run) => run.Freezes.Count == 0 ? [] :
        [$"The guest stood still {(run.Freezes.Count == 1 ? "once" : $"{run.Freezes.Count} times")}: find out why before the ring's size "
            + "is judged by this run (./build.sh Analyze names the moments)."];

    static IReadOnlyList<string> LookNext(Regime regime, RunFigures run) => regime switch
    {
        Regime.RingForgets =>
        [
            $"Smallest ring that keeps the video whatever Y is: {Enough(run)} (an eviction writes at most 64 entries, the video's own "
                + "among them).",
            .. run.Mode == StreamingMode.All
                ? ["With streaming-video=all count the small regions that keep being redrawn: where 50 or more do, 64 entries and more "
                    + "starved the video in the lab, 16 and 32 did not."]
                : Array.Empty<string>(),
            "Compare it with a run of the other library under the same workload: ./build.sh Install, then Compare.",
        ],
        Regime.FullTree => ["Count the draws between two frames in the guest: only with Y above T - 64 can the ring matter."],
        Regime.SlotsTaken => ["Try streaming-video=filter first: it keeps widgets out of the slots without a patch."],
        Regime.StreamingOff => ["Set streaming-video to filter or all for the domain, and run again."],
        Regime.NotKnown => [
            "Play the workload, and capture a log with G_MESSAGES_DEBUG=all in the domain's environment, from the start of the domain."],
        _ => [],
    };

    // E is at most min(T - 1, 63), and the chain breaks when E reaches the ring's size.
    static int Enough(RunFigures run)
    {
        var most = Math.Min(run.EvictionReach?.Current.Maximum ?? 64, 64) - 1;
        var size = Debian.TraceItems.Stock;
        while (size <= most)
            size *= 2;
        return size;
    }

    /// <summary>What the newest result of the lab has for each scenario.</summary>
    async Task<(string? Results, IReadOnlyDictionary<string, LabFinding> Findings)> FindingsAsync(CancellationToken cancellationToken)
    {
        var newest = LabResults.Newest(labFolder);
        if (newest is null)
            return (null, new Dictionary<string, LabFinding>());
        var result = await RecordFile.ReadAsync<LabResult>(newest, cancellationToken);
        return (newest, result.Findings.ToDictionary(x => x.Scenario));
    }
}
