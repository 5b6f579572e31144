namespace SpiceTrial.Debian;

/// <summary>A source as it was downloaded, not verified yet.</summary>
/// <param name="Folder">Holds the .dsc and the files that it names.</param>
/// <param name="Keyrings">Files of keys that may have signed it.</param>
/// <param name="Origin">Where it came from, in words.</param>
sealed record DownloadedSource(string Folder, IReadOnlyList<string> Keyrings, string Origin);
