using SpiceTrial.Artifacts;
using SpiceTrial.Json;
using SpiceTrial.Verdicts;

namespace SpiceTrial.Reports.Drafts;

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
    public string RolloutPlan { get; init; } = Path.Combine(Root, "docs", "plans", "PLAN-stream-caps-and-flap-phase-18-libspice-rollout.md");

    /// <summary>Written when it is refuted, or a regression.</summary>
    public string Falsification { get; init; } = Path.Combine(Root, "docs", "plans", "PLAN-stream-caps-and-flap-phase-17-falsification.md");

    /// <summary>Default: <c>sessions/007.md</c>.</summary>
    public string Instructions { get; init; } = Path.Combine(Root, "sessions", "007.md");

    /// <summary>Tag of the patched session. Default: <c>007a-patched</c>.</summary>
    public string Tag { get; init; } = "007a-patched";

    public async Task<TrialEvidence> EvidenceAsync(Manifest manifest, CancellationToken cancellationToken)
    {
        var latest = Path.Combine(Root, ".nuke", "temp", "verdicts", Trial.FileName);
        var comparisons = new List<Comparison>();
        foreach (var path in Comparisons ?? (File.Exists(latest) ? [latest] : []))
            comparisons.Add(await RecordFile.ReadAsync<Comparison>(path, cancellationToken));
        var lab = Lab ?? LabEvidence.Newest(Root);
        return new(manifest, comparisons, lab is null ? null : await LabEvidence.ReadAsync(lab, cancellationToken));
    }
}
