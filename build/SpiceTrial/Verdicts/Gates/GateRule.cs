namespace SpiceTrial.Verdicts;

/// <summary>Set before data are seen; <c>docs/gate.md</c> says why. A change of any value is a new name.</summary>
/// <param name="Name">Versioned.</param>
/// <param name="SubstantiallyLower">The candidate's rate below this share of the baseline's is "substantially lower".</param>
/// <param name="Confidence">Of the interval that must lie on one side of it.</param>
/// <param name="LeastMinutes">Of playback in each run.</param>
/// <param name="LeastOoms">Of both runs together: fewer say nothing.</param>
public sealed record GateRule(string Name, double SubstantiallyLower, double Confidence, double LeastMinutes, int LeastOoms)
{
    public static GateRule Current { get; } = new("gate-1", 0.75, VerdictRule.Confidence, 1, 20);
}
