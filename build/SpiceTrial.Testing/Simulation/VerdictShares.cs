namespace SpiceTrial.Testing;

/// <summary>Shares (0 to 1) of the verdicts among simulated trials, and of trials in which the primary figure was significant.</summary>
public sealed record VerdictShares(
    int Trials, double Confirmed, double Refuted, double Regression, double Inconclusive, double Significant);
