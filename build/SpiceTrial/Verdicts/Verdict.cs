namespace SpiceTrial.Verdicts;

/// <summary>What a comparison says of the patch.</summary>
public enum Verdict
{
    Confirmed,
    Refuted,
    Regression,
    Inconclusive,
    NotComparable,
}
