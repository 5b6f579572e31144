using SpiceTrial.Artifacts;
using SpiceTrial.Lab;
using SpiceTrial.Verdicts;

namespace SpiceTrial.Reports;

/// <summary>Which evidence the drafts are written from, and where they go.</summary>
/// <param name="Root">The project.</param>
public sealed record DraftSettings(string Root)
{
    /// <summary>Comparisons, the deciding one first. Default: the latest one that Compare or Report made.</summary>
    public IReadOnlyList<string>? Comparisons { get; init; }

    /// <summary>The lab's results. Default: the newest <c>lab.json</c> below <c>sessions/lab/</c>.</summary>
    public string? Lab { get; init; }

    /// <summary>Default: <c>docs/upstream-issues/spice-trace-ring.md</c>.</summary>
    public string Issue { get; init; } = Path.Combine(Root, "docs", "upstream-issues", "spice-trace-ring.md");

    /// <summary>Written when the verdict is confirmed.</summary>
    public string RolloutPlan { get; init; } =
        Path.Combine(Root, "docs", "plans", "PLAN-stream-caps-and-flap-phase-18-libspice-rollout.md");

    /// <summary>Written when it is refuted, or a regression.</summary>
    public string Falsification { get; init; } = Path.Combine(Root, "docs", "plans", "PLAN-stream-caps-and-flap-phase-17-falsification.md");

    /// <summary>Default: <c>sessions/007.md</c>.</summary>
    public string Instructions { get; init; } = Path.Combine(Root, "sessions", "007.md");

    /// <summary>Tag of the patched session. Default: <c>007a-patched</c>.</summary>
    public string Tag { get; init; } = "007a-patched";

    public async Task<TrialEvidence> EvidenceAsync(Manifest manifest, CancellationToken cancellationToken)
    {
        var latest = Path.Combine(Root, ".nuke", "temp", "verdicts", ComparedTrial.FileName);
        var (comparisons, sources) = (new List<Comparison>(), new List<string>());
        foreach (var path in Comparisons ?? (File.Exists(latest) ? [latest] : []))
        {
            var comparison = await RecordFile.ReadAsync<Comparison>(path, cancellationToken);
            comparisons.Add(comparison);
            sources.Add(
                $"{(comparisons.Count == 1 ? "the deciding comparison" : "a further comparison")}: {Shown(path)}, "
                    + $"{Runs(comparison.Baseline)} against {Runs(comparison.Candidate)}, {VerdictWords.Name(comparison.Verdict)}"
                + (Comparisons is null ? " (the latest that Compare or Report made; --comparison names another)" : ""));
        }

        if (comparisons.Count == 0)
            sources.Add("no comparison (Compare and Report make one)");
        var lab = Lab ?? LabResult.Newest(Path.Combine(Root, "sessions", "lab"));
        sources.Add(lab is null
            ? "no results of the lab (none below sessions/lab/)"
            : $"results of the lab: {Shown(lab)}{(Lab is null ? " (the newest; --lab-results names another)" : "")}");
        var result = lab is null ? null : await RecordFile.ReadAsync<LabResult>(lab, cancellationToken);
        return new(manifest, comparisons, result) { Sources = sources };
    }

    string Shown(string path) =>
        Path.GetFullPath(path).StartsWith(Root + "/", StringComparison.Ordinal) ? Path.GetRelativePath(Root, path) : path;

    static string Runs(ArmSummary arm) => Printable.Show(string.Join(", ", arm.Runs), 200);
}
