namespace SpiceTrial.Hosts;

/// <summary>One package as <c>dpkg-query</c> lists it on a host.</summary>
/// <param name="State">dpkg's abbreviation: wanted, state, error, e.g. <c>ii </c> or <c>hi </c>.</param>
/// <param name="Version">The binary version.</param>
/// <param name="Source">The source package.</param>
/// <param name="SourceVersion">As dpkg says, not yet without the suffix of our own build.</param>
/// <param name="Architecture">Of the package.</param>
sealed record InstalledLibrary(string State, string Version, string Source, string SourceVersion, string Architecture)
{
    public const string Package = "libspice-server1";

    /// <summary>For <c>dpkg-query -f</c>. One line per architecture; no value can hold a tab.</summary>
    public const string Format = @"${db:Status-Abbrev}\t${Version}\t${source:Package}\t${source:Version}\t${Architecture}\n";

    /// <summary>The package of the host's own architecture, installed and whole.</summary>
    /// <exception cref="TrialException">Not installed, half installed, or the answer is not one of dpkg's.</exception>
    public static InstalledLibrary Choose(string output, string architecture, string where)
    {
        var all = output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => Parse(line, where)).ToList();
        var library = all.Find(x => x.Architecture == architecture)
            ?? throw NotInstalled(where,
                all.Count == 0
                    ? ""
                    : $" for {architecture}, only for {string.Join(", ", all.Select(x => Printable.Show(x.Architecture)))}");
        return library.Checked(where);
    }

    public static TrialException NotInstalled(string where, string more = "") => new(
        $"{Package} is not installed on the host{more}",
        where,
        "Name the hypervisor that runs the spice server (--host), or give the version yourself (--package-version).");

    static InstalledLibrary Parse(string line, string where) =>
        line.Split('\t') is [{ Length: 3 } state, var version, var source, var sourceVersion, var architecture]
            ? new(state, version, source, sourceVersion, architecture)
            : throw new TrialException($"dpkg-query answered '{Printable.Show(line)}'", where, "Run it on the host by hand.");

    // The second letter is the state the package is in; what is wanted (hold, say) does not matter here.
    InstalledLibrary Checked(string where) => (State[1], State[2]) switch
    {
        ('i', ' ') => this,
        ('n' or 'c', _) => throw NotInstalled(where),
        _ => throw new TrialException(
            $"{Package} is not whole on the host: dpkg says '{Printable.Show(State.Trim())}'",
            where,
            "Repair it there: `dpkg --configure -a`; where the state stays, install the package again with `dpkg -i`."),
    };
}
