namespace SpiceTrial.Artifacts;

public sealed record BuildMetadata(string InvocationId, DateTimeOffset StartedOn, DateTimeOffset FinishedOn);
