namespace SpiceTrial.Verdicts;

/// <summary>Events of one run, and the minutes in which they could happen.</summary>
public readonly record struct RateSample(int Events, double Minutes);
