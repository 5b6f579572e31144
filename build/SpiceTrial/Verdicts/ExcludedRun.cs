namespace SpiceTrial.Verdicts;

/// <summary>A run that was left out, and why.</summary>
public sealed record ExcludedRun(string Tag, string Why);
