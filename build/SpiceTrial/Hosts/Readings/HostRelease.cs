using SpiceTrial.Debian;

namespace SpiceTrial.Hosts;

/// <summary>The release a host runs, from its <c>os-release</c> file.</summary>
static class HostRelease
{
    /// <summary>The codename of a stable Debian release.</summary>
    /// <exception cref="TrialException">Not Debian, or testing or unstable, which the file can't tell apart.</exception>
    public static string Suite(string osRelease, string where)
    {
        var values = osRelease.Split('\n')
            .Select(line => line.Trim().Split('=', 2))
            .Where(parts => parts.Length == 2 && !parts[0].StartsWith('#'))
            .GroupBy(parts => parts[0], parts => parts[1].Trim('"', '\''))
            .ToDictionary(group => group.Key, group => group.Last());
        var name = Printable.Show(values.GetValueOrDefault("PRETTY_NAME", "unknown"));
        if (values.GetValueOrDefault("ID") is not "debian")
            throw Unclear($"The host runs no Debian release ({name})", where);

        // Both have the codename of the coming release, and no version yet.
        var codename = values.GetValueOrDefault("VERSION_CODENAME", "");
        if (codename.Length == 0 || codename.Contains('/', StringComparison.Ordinal) || !values.ContainsKey("VERSION_ID"))
            throw Unclear($"The host runs testing or unstable ({name}); its release file does not say which", where);
        return ResolvedPackage.CheckSuite(codename);
    }

    static TrialException Unclear(string what, string where) =>
        new(what, where, "Name the suite whose archive has the package, e.g. --suite sid.", ExitStatus.BadInput);
}
