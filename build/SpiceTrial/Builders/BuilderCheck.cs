namespace SpiceTrial.Builders;

/// <summary>Whether a builder works here, and why.</summary>
public sealed record BuilderCheck(bool Works, string Reason, string? Hint = null);
