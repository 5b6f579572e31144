namespace SpiceTrial.Verdicts;

/// <summary>All that a decision is made from.</summary>
sealed record Evidence(
    TrialArm Baseline, TrialArm Candidate, TestedFigures Figures, IReadOnlyList<Guard> ArmGuards, IReadOnlyList<Guard> LoadGuards)
{
    /// <summary>The candidate's share is higher by what the rule asks for, and not by chance; <c>null</c> where it is not known.</summary>
    public bool? StreamsMore => Baseline.Share is { } b && Candidate.Share is { } c
        ? Figures.Share is { Low: > 0, PValue: null or <= VerdictRule.Level } && (c - b >= VerdictRule.MinimumShareGain || c >= 2 * b)
        : null;

    public bool StreamsClearlyMore => Baseline.Share is { } b && Candidate.Share is { } c && c - b >= VerdictRule.MinimumShareGain;

    public bool HasSymptom => Baseline.Share is not >= VerdictRule.HealthyShare;

    public bool IsUp(ComparedFigure figure) =>
        figure is { AdjustedPValue: <= VerdictRule.Level, Low: > 1 } && (figure.Ratio is null or >= VerdictRule.MinimumRatio);

    public IReadOnlyList<string> Better =>
        [.. ((ComparedFigure[])[Figures.ReEngagements, Figures.Engagements]).Where(IsUp).Select(Wording.Of)];
}
