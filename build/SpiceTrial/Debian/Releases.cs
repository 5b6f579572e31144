namespace SpiceTrial.Debian;

/// <summary>The Debian releases and architectures that the project builds for.</summary>
public static class Releases
{
    /// <summary>The source package that holds the ring.</summary>
    public const string Source = "spice";

    /// <summary>Codenames, oldest first; the last two are testing and unstable.</summary>
    public static IReadOnlyList<string> Suites { get; } = ["bullseye", "bookworm", "trixie", "forky", "sid"];

    public static IReadOnlyList<string> Architectures { get; } = ["amd64", "arm64"];

    /// <summary>
    /// The other suites, nearest first, the older before the newer: a developer's key that a release has dropped since it was used
    /// is most likely in the release before it.
    /// </summary>
    public static IReadOnlyList<string> Neighbours(string suite)
    {
        var at = Suites.ToList().IndexOf(suite);
        return at < 0 ? Suites : [.. Suites.Where(x => x != suite).OrderBy(x => Math.Abs(Suites.ToList().IndexOf(x) - at))];
    }
}
