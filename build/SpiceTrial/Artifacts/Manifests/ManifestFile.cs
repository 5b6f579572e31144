namespace SpiceTrial.Artifacts;

/// <summary>A file with its build-id where it is a package with a shared library.</summary>
public sealed record ManifestFile(string Name, long Size, string Sha256, string? BuildId);
