namespace SpiceTrial.Lab;

/// <param name="Key">Such as <c>oom.rate</c>.</param>
/// <param name="Values">As they are written in a scenario.</param>
public sealed record SweepAxis(string Key, IReadOnlyList<string> Values);
