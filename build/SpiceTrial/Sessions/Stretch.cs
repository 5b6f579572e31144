namespace SpiceTrial.Sessions;

/// <summary>A part of a run, in seconds from its start.</summary>
public sealed record Stretch(double From, double To);
