namespace SpiceTrial.Verdicts;

/// <summary>Set before data are seen; <c>docs/gate.md</c> says why. A change of any value is a new name.</summary>
/// <param name="Name">Versioned.</param>
/// <param name="SubstantiallyLower">The candidate's rate below this share of the baseline's is "substantially lower".</param>
/// <param name="Confidence">Of the interval that must lie on one side of it.</param>
/// <param name="LeastMinutes">Of playback in each run.</param>
/// <param name="LeastOoms">Of both runs together: fewer say nothing.</param>
/// <param name="Spread">By how much the logarithm of a run's rate is taken to vary between runs (standard deviation), whatever its length:
/// with it an equal pair whose runs vary by 30% proceeds in less than 5%.</param>
public sealed record GateRule(
    string Name, double SubstantiallyLower, double Confidence, double LeastMinutes, int LeastOoms, double Spread)
{
    public static GateRule Current { get; } = new("gate-2", 0.75, VerdictRule.Confidence, 1, 20, 0.15);
}
