using SpiceTrial.Verdicts;

namespace SpiceTrial.Reports;

/// <summary>What the drafts are written from, and where they go.</summary>
/// <param name="Root">The project.</param>
public sealed record DraftSettings(string Root)
{
    /// <summary>What the plan follows from. Default: the latest comparison that Compare or Report made.</summary>
    public string Comparison { get; init; } = Path.Combine(Root, ".nuke", "temp", "verdicts", ComparedTrial.FileName);

    /// <summary>What the issue rests on. Default: <c>spice-trace-ring.json</c> beside it.</summary>
    public string Evidence { get; init; } = Path.Combine(Root, "docs", "upstream-issues", "spice-trace-ring.json");

    /// <summary>Default: <c>docs/upstream-issues/spice-trace-ring.md</c>.</summary>
    public string Issue { get; init; } = Path.Combine(Root, "docs", "upstream-issues", "spice-trace-ring.md");

    /// <summary>Written when the verdict is confirmed.</summary>
    public string RolloutPlan { get; init; } =
        Path.Combine(Root, "docs", "plans", "PLAN-stream-caps-and-flap-phase-18-libspice-rollout.md");

    /// <summary>Written when it is refuted, or a regression.</summary>
    public string Falsification { get; init; } = Path.Combine(Root, "docs", "plans", "PLAN-stream-caps-and-flap-phase-17-falsification.md");

    /// <exception cref="TrialException">BadInput: nothing was compared.</exception>
    internal async Task<Comparison> DecidingAsync(CancellationToken cancellationToken) => File.Exists(Comparison)
        ? await RecordFile.ReadAsync<Comparison>(Comparison, cancellationToken)
        : throw new TrialException("no comparison is there to draft from", Comparison,
            "Run `./build.sh Compare`, or name its result with --comparison", ExitStatus.BadInput);
}
