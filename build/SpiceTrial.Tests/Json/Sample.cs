namespace SpiceTrial.Tests.Json;

sealed record Sample(
    string BinaryVersion, string? Note, DateTimeOffset ReadAt, TimeSpan Took, Outcome Outcome, IReadOnlyList<string> Warnings);
