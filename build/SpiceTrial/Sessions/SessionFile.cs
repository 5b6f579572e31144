namespace SpiceTrial.Sessions;

/// <summary>A file of a bundle: its path in it, size in bytes and SHA-256 in lower-case hex.</summary>
public sealed record SessionFile(string Path, long Size, string Sha256);
