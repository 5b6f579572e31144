namespace SpiceTrial.Sessions;

/// <summary>How often guests froze in the form of their own driver (docs/diagnose.md), over the runs of a scenario and ring.</summary>
/// <param name="Scenario">What they drew.</param>
/// <param name="RingSize">Entries.</param>
/// <param name="Runs">Each until its end or its freeze.</param>
/// <param name="Freezes">Of that form.</param>
/// <param name="Others">Freezes of another form, and guests that never came back.</param>
/// <param name="Ooms">Of all runs: what the rate is of.</param>
/// <param name="PerThousandOoms">The rate; <c>null</c> without OOMs.</param>
/// <param name="Low">Lower end of its exact 95% interval (Garwood 1936).</param>
/// <param name="High">Upper end.</param>
public sealed record FreezeRate(
    string Scenario, int RingSize, int Runs, int Freezes, int Others, int Ooms, double? PerThousandOoms, double? Low, double? High)
{
    /// <summary>Against the scenario's first ring: the ratio's exact 95% interval, and the chance of so unequal rates (two-sided) where
    /// they are equal; <c>null</c> for the first ring itself.</summary>
    public double? RatioLow { get; init; }

    /// <summary><c>null</c> where it has no end.</summary>
    public double? RatioHigh { get; init; }

    public double? PValue { get; init; }
}
