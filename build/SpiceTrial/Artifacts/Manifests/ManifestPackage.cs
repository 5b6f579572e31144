namespace SpiceTrial.Artifacts;

public sealed record ManifestPackage(string Name, string Version, string SourceVersion, string Architecture, string Suite);
