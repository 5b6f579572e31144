namespace SpiceTrial.Trial;

/// <summary>One answer about a release. Two runs agree on it when the outcome is the same word.</summary>
/// <param name="Subject">What was asked, the same words every time.</param>
/// <param name="Outcome">The answer in a word or two, e.g. <c>passed</c>.</param>
/// <param name="Detail">Figures that may differ between runs.</param>
/// <param name="IsFailure">Whether that answer is a failure whatever the run before said.</param>
/// <param name="IsOpen">Whether it could have been answered, and was not.</param>
public sealed record ReleaseFinding(string Subject, string Outcome, string Detail, bool IsFailure = false, bool IsOpen = false);
