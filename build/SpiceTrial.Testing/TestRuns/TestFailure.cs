namespace SpiceTrial.Testing;

/// <summary>A test that failed, with the first lines of why.</summary>
public sealed record TestFailure(string Name, string Message);
