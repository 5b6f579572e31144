using SpiceTrial.Json;
using SpiceTrial.Lab.Runs;
using SpiceTrial.Lab.Scenarios;
using SpiceTrial.Sessions;

namespace SpiceTrial.Lab.Diagnoses;

/// <summary>Says which regime the runs of a session are in, with the lab's evidence beside it.</summary>
/// <param name="labFolder">The folder with the lab's results by date.</param>
public sealed class Diagnose(string labFolder)
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
        var names = RegimeRule.Scenarios(regime == Regime.VideoStreams ? RegimeRule.Beneath(run) : regime);
        var scenarios = ScenarioFiles.Of(names.Count > 0 ? names : [ScenarioFiles.ShortName]);
        return new(
            run.Tag, regime, RegimeWords.Of(regime), RegimeRule.RingCanMatter(regime), RegimeWords.Figures(run), RegimeWords.Bounds(run), LookNext(regime, run),
            [.. scenarios.Select(x => new LabEvidence(x.Name, x.About, findings.GetValueOrDefault(x.Name)))]);
    }

    static IReadOnlyList<string> LookNext(Regime regime, RunFigures run) => regime switch
    {
        Regime.RingForgets =>
        [
            $"Smallest ring that keeps the video whatever Y is: {Enough(run)} (an eviction writes at most 64 entries, the video's own among them).",
            "Compare a run with the patched library under the same workload: ./build.sh Install, then Compare.",
        ],
        Regime.FullTree => ["Count the draws between two frames in the guest: only with Y above T - 64 can the ring matter."],
        Regime.SlotsTaken => ["Try streaming-video=filter first: it keeps widgets out of the slots without a patch."],
        Regime.NotKnown => ["Capture a log with G_MESSAGES_DEBUG=all in the domain's environment, from the start of the domain."],
        _ => [],
    };

    // E is at most min(T - 1, 63), and the chain breaks when E reaches the ring's size.
    static int Enough(RunFigures run)
    {
        var most = Math.Min(run.EvictionReach?.Current.Maximum ?? 64, 64) - 1;
        var size = Packages.TraceItems.Stock;
        while (size <= most)
            size *= 2;
        return size;
    }

    /// <summary>What the newest result of the lab has for each scenario.</summary>
    async Task<(string? Results, IReadOnlyDictionary<string, LabFinding> Findings)> FindingsAsync(CancellationToken cancellationToken)
    {
        var newest = Directory.Exists(labFolder)
            ? Directory.EnumerateDirectories(labFolder).OrderDescending(StringComparer.Ordinal).Select(x => Path.Combine(x, LabRun.FileName)).FirstOrDefault(File.Exists)
            : null;
        if (newest is null)
            return (null, new Dictionary<string, LabFinding>());
        var result = await RecordFile.ReadAsync<LabResult>(newest, cancellationToken);
        return (newest, result.Findings.ToDictionary(x => x.Scenario));
    }
}
