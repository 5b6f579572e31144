namespace SpiceTrial.Trial;

/// <summary>One answer of a step. Two nights agree on it when the outcome is the same word.</summary>
/// <param name="Subject">What was asked, the same words every night.</param>
/// <param name="Outcome">The answer in a word or two, e.g. <c>passed</c>.</param>
/// <param name="Detail">Figures that may differ between nights.</param>
/// <param name="IsFailure">Whether that answer is a failure whatever the night before said.</param>
public sealed record NightlyFinding(string Subject, string Outcome, string Detail, bool IsFailure = false);
