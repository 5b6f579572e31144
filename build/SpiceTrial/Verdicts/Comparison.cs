using SpiceTrial.Sessions;

namespace SpiceTrial.Verdicts;

/// <summary><c>comparison.json</c>, schema 1; <c>docs/comparison.md</c> describes its keys.</summary>
/// <param name="Verdict">By <see cref="Rule"/>.</param>
/// <param name="Reasons">In plain words, the deciding one first.</param>
/// <param name="Caveats">What weakens the verdict.</param>
/// <param name="Figures">What was measured in both arms; the primary one first, which alone decides.</param>
/// <param name="RunsNeeded">Runs of each arm that a trial like this one needs to decide; <c>null</c> where it has decided, and where more
/// runs of the same would not help.</param>
/// <param name="Plan">Id of the plan that the runs belong to.</param>
/// <param name="Rule">Id of the rule.</param>
/// <param name="Guards">What makes the arms comparable, each with its finding.</param>
/// <param name="Baseline">The stock arm.</param>
/// <param name="Candidate">The patched arm.</param>
/// <param name="Excluded">Runs that were left out.</param>
/// <param name="Notes">What the reader must know and what decided nothing.</param>
public sealed record Comparison(
    Verdict Verdict, IReadOnlyList<string> Reasons, IReadOnlyList<string> Caveats, IReadOnlyList<ComparedFigure> Figures, int? RunsNeeded,
    string? Plan, string Rule, IReadOnlyList<Guard> Guards, ArmSummary Baseline, ArmSummary Candidate, IReadOnlyList<ExcludedRun> Excluded,
    IReadOnlyList<string> Notes)
{
    /// <summary>What may be a run of either arm and could not be read: then there is no verdict.</summary>
    public IReadOnlyList<PassedOver> PassedOver { get; init; } = [];
}
