using SpiceTrial.Debian;

namespace SpiceTrial.Hosts;

/// <summary>Which versions the host's archives offer, from <c>apt-cache madison</c>: <c>package | version | origin suite/component
/// Packages</c>.</summary>
public static class ArchiveVersions
{
    /// <summary>The newest version of a security archive that is newer than <paramref name="installed"/>; <c>null</c> when none is
    /// known.</summary>
    public static DebianVersion? Security(IEnumerable<string> lines, DebianVersion installed) => lines
        .Select(x => x.Split('|', StringSplitOptions.TrimEntries))
        .Where(x => x.Length == 3 && IsSecurity(x[2]))
        .Select(x => DebianVersion.TryParse(x[1], out var version) ? version : null)
        .Where(x => x is not null && x.CompareTo(installed) > 0)
        .Max();

    // bookworm-security since bullseye, buster/updates before; a mirror may have any address.
    static bool IsSecurity(string origin) =>
        origin.Contains("-security/", StringComparison.Ordinal) || origin.Contains("debian-security", StringComparison.Ordinal)
            || origin.Contains("security.debian.org", StringComparison.Ordinal);
}
