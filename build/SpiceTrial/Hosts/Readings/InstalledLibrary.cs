namespace SpiceTrial.Hosts;

/// <summary>The library's package for one architecture as <c>dpkg-query</c> lists it on a host.</summary>
/// <param name="State">dpkg's abbreviation: wanted, state, error, e.g. <c>ii</c>, <c>hi</c> or <c>iHR</c>.</param>
/// <param name="Version">The binary version.</param>
/// <param name="Source">The source package.</param>
/// <param name="SourceVersion">As dpkg says, not yet without the suffix of our own build.</param>
/// <param name="Architecture">Of the package.</param>
public sealed record InstalledLibrary(string State, string Version, string Source, string SourceVersion, string Architecture)
{
    /// <summary>The package that has the library, of the source spice.</summary>
    public const string Package = "libspice-server1";

    /// <summary>How stock comes back where none is kept: by what the host's archives have of its source.</summary>
    internal static string Downgrade(HostReading facts) =>
        ArchiveVersions.OfSource(facts.Archive, facts.Version?.StockVersion.SourceVersion) is { } stock
            ? $"as root on the host: `apt-get install --allow-downgrades --allow-change-held-packages {Package}={stock}`"
            : $"no archive that the host knows has the stock version; there, `apt-cache madison {Package}` lists what they have";

    /// <summary>Whether it is there at all, whole or not: the second letter is the state the package is in.</summary>
    public bool IsThere => State is { Length: >= 2 } && State[1] is not ('n' or 'c');

    public bool IsHeld => State is ['h', ..];

    /// <summary>Installed, and dpkg has nothing left to do with it.</summary>
    public bool IsWhole => State is [_, 'i'];

    /// <returns><c>null</c> for what is no answer of dpkg's.</returns>
    internal static InstalledLibrary? Parse(string line) =>
        line.Split('\t') is [{ Length: 3 } state, var version, var source, var sourceVersion, var architecture]
            ? new(state.Trim(), version, source, sourceVersion, architecture) : null;
}
