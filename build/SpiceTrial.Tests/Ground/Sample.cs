namespace SpiceTrial.Tests.Ground;

sealed record Sample(
    string BinaryVersion, string? Note, DateTimeOffset ReadAt, TimeSpan Took, Outcome Outcome, IReadOnlyList<string> Warnings);
