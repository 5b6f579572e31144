using SpiceTrial.Debian;

namespace SpiceTrial.Hosts;

/// <summary>Which versions the host's archives offer, from <c>apt-cache madison</c>: <c>package | version | origin suite/component
/// Packages</c>.</summary>
public static class ArchiveVersions
{
    /// <summary>The newest version of a security archive that is newer than <paramref name="installed"/>; <c>null</c> when none is
    /// known.</summary>
    public static DebianVersion? Security(IEnumerable<string> lines, DebianVersion installed) =>
        Versions(lines, IsSecurity).Where(x => x.CompareTo(installed) > 0).Max();

    /// <summary>The newest build of a source, as <c>0.15.2-1+b1</c> is one of <c>0.15.2-1</c>; <c>null</c> when no archive has
    /// one.</summary>
    internal static DebianVersion? OfSource(IEnumerable<string> lines, DebianVersion? source) =>
        Versions(lines, x => !x.EndsWith(" Sources", StringComparison.Ordinal)).Where(x => x.SourceVersion == source).Max();

    static IEnumerable<DebianVersion> Versions(IEnumerable<string> lines, Func<string, bool> isOf) => lines
        .Select(x => x.Split('|', StringSplitOptions.TrimEntries))
        .Where(x => x.Length == 3 && isOf(x[2]))
        .Select(x => DebianVersion.TryParse(x[1], out var version) ? version : null)
        .OfType<DebianVersion>();

    // bookworm-security since bullseye, buster/updates before; a mirror may have any address.
    static bool IsSecurity(string origin) =>
        origin.Contains("-security/", StringComparison.Ordinal) || origin.Contains("debian-security", StringComparison.Ordinal)
            || origin.Contains("security.debian.org", StringComparison.Ordinal);
}
