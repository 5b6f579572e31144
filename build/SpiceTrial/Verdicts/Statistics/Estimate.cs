namespace SpiceTrial.Verdicts;

/// <summary>A test's p-value (two-sided) with the 95% interval of the effect; infinity is "no bound".</summary>
public readonly record struct Estimate(double PValue, double Low, double High)
{
    /// <summary>The more cautious of two: the larger p-value, the interval that covers both.</summary>
    public Estimate OrMoreCautious(Estimate other) =>
        new(Math.Max(PValue, other.PValue), Math.Min(Low, other.Low), Math.Max(High, other.High));
}
