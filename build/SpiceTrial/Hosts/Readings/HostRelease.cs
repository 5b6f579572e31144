using SpiceTrial.Debian;

namespace SpiceTrial.Hosts;

/// <summary>The release a host runs, from its <c>os-release</c> file and from apt.</summary>
/// <param name="Distribution">Its <c>ID</c>.</param>
/// <param name="Codename">Of the release; testing and unstable both have that of the coming one.</param>
/// <param name="Number">Of the release; testing and unstable have none yet.</param>
/// <param name="Name">For people.</param>
/// <param name="Served">Codenames of the releases that apt has sources of.</param>
public sealed record HostRelease(string? Distribution, string? Codename, string? Number, string? Name, IReadOnlyList<string> Served)
{
    const string Unstable = "sid";

    bool IsDebian => Distribution == "debian";

    bool IsReleased => IsDebian && Number is not null && Codename is not null && !Codename.Contains('/', StringComparison.Ordinal);

    /// <summary>
    /// The suite whose archive the host takes its packages from; <c>null</c> where that can't be told. This is where testing and unstable
    /// are told apart: by the operator's word, else by apt where it has sources of one of them only.
    /// </summary>
    /// <param name="asked">What the operator gave with <c>--suite</c>; it settles only what the host leaves open.</param>
    public string? Suite(string? asked)
    {
        if (IsReleased)
            return Codename;
        string[] possible = [.. new[] { Codename?.Split('/')[0], Unstable }.OfType<string>()];
        return !IsDebian || possible.Contains(asked) ? asked : possible.Intersect(Served).ToList() is [var only] ? only : null;
    }

    /// <exception cref="TrialException">The host does not say it, or something else than a codename.</exception>
    public string SuiteOrThrow(string? asked, string where) =>
        Suite(asked) is { } suite ? ResolvedPackage.CheckSuite(suite) : throw new TrialException(
        IsDebian
            ? $"The host runs testing or unstable ({Shown}); neither its release file nor apt's sources say which"
            : $"The host runs no Debian release ({Shown})",
        where, "Name the suite whose archive has the package, e.g. --suite sid.", ExitStatus.BadInput);

    string Shown => Printable.Show(Name ?? "unknown");
}
