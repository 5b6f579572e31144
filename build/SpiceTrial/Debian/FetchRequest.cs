namespace SpiceTrial.Debian;

/// <summary>Which source to fetch, and from where.</summary>
/// <param name="Source">Source package name.</param>
/// <param name="Version">Exactly this source version.</param>
/// <param name="Suite">The suite whose deb-src is asked first and whose keyring verifies the signature.</param>
/// <param name="Architecture">Debian's name; only picks the package lists to read.</param>
/// <param name="MirrorUri">Archive to use instead of the default, or <c>null</c>.</param>
/// <param name="SnapshotUri">Snapshot service for versions that the suite no longer has, or <c>null</c> for debsnap's default.</param>
public sealed record FetchRequest(
    string Source, DebianVersion Version, string Suite, string Architecture, string? MirrorUri, string? SnapshotUri);
