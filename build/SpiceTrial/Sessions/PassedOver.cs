namespace SpiceTrial.Sessions;

/// <summary>What lay in an input, may be a run and was not read.</summary>
/// <param name="Path">Where it lies.</param>
/// <param name="Why">Why it was not read, and what to do.</param>
public sealed record PassedOver(string Path, string Why);
