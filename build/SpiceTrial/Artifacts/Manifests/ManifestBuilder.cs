namespace SpiceTrial.Artifacts;

public sealed record ManifestBuilder(string Name, string Detail, string Reason);
