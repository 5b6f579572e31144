namespace SpiceTrial.Lab;

/// <summary>What one run's log says about the regime that it is in.</summary>
/// <param name="Tag">The run.</param>
/// <param name="Regime">The regime.</param>
/// <param name="Words">What it means for the operator.</param>
/// <param name="RingCanMatter">Whether another ring size can change anything; <c>null</c> where the log does not tell.</param>
/// <param name="Figures">What was read from the log, and what each figure says.</param>
/// <param name="Bounds">What the log can't show.</param>
/// <param name="LookNext">What to do to know more.</param>
/// <param name="Evidence">The lab's scenarios of this regime.</param>
public sealed record Diagnosis(
    string Tag,
    Regime Regime,
    string Words,
    bool? RingCanMatter,
    IReadOnlyList<DiagnosisFigure> Figures,
    IReadOnlyList<string> Bounds,
    IReadOnlyList<string> LookNext,
    IReadOnlyList<ScenarioEvidence> Evidence);
