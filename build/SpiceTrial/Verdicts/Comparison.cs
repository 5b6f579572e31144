namespace SpiceTrial.Verdicts;

/// <summary><c>comparison.json</c>, schema 1; <c>docs/comparison.md</c> describes its keys.</summary>
/// <param name="Verdict">By <see cref="Rule"/>.</param>
/// <param name="Reasons">In plain words, the deciding one first.</param>
/// <param name="Figures">What was measured in both arms; the tested ones first.</param>
/// <param name="MinutesNeeded">Further minutes of playback per arm where the verdict is inconclusive; <c>null</c> otherwise, and where
/// minutes don't help.</param>
/// <param name="Rule">Id of the rule.</param>
/// <param name="Guards">What makes the arms comparable, each with its finding.</param>
/// <param name="Baseline">The stock arm.</param>
/// <param name="Candidate">The patched arm.</param>
/// <param name="Excluded">Runs that were left out.</param>
/// <param name="Notes">What the reader must know and what decided nothing.</param>
public sealed record Comparison(
    Verdict Verdict, IReadOnlyList<string> Reasons, IReadOnlyList<ComparedFigure> Figures, int? MinutesNeeded, string Rule,
    IReadOnlyList<Guard> Guards, ArmSummary Baseline, ArmSummary Candidate, IReadOnlyList<ExcludedRun> Excluded,
    IReadOnlyList<string> Notes);
