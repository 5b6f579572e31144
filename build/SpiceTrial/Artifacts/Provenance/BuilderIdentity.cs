namespace SpiceTrial.Artifacts;

public sealed record BuilderIdentity(string Id, IReadOnlyDictionary<string, string> Version);
