using System.Text.Json.Serialization;

namespace SpiceTrial.Debian;

/// <summary>The library as one host has it: the first record of the chain. docs/host-record.md describes its JSON.</summary>
/// <remarks>The order in JSON is that of the parameters, for people who read it; properties written out would otherwise come
/// last.</remarks>
/// <param name="Host">The host as the operator names it.</param>
/// <param name="BinaryPackage">The package with the library.</param>
/// <param name="BinaryVersion">As dpkg has it, with the suffix of a binary NMU or of our own build.</param>
/// <param name="Source">The source that the package was built from.</param>
/// <param name="SourceVersion">As the archive has it: without those suffixes.</param>
/// <param name="Architecture">Debian's name, e.g. <c>amd64</c>.</param>
/// <param name="Suite">The codename of the release, e.g. <c>bookworm</c>.</param>
/// <param name="ReadFrom">Which host and command, or which option, gave the values.</param>
/// <param name="ReadAt">When the host was read, in UTC; <c>null</c> when none was.</param>
/// <param name="Origin">Live, recorded, or of a test host.</param>
/// <param name="FirstOrigin">Where a recorded value came from in the first place.</param>
/// <param name="Warnings">What the operator must know about these values; every later record repeats it.</param>
public sealed partial record ResolvedPackage(
    [property: JsonPropertyOrder(-7)] string Host,
    string BinaryPackage,
    [property: JsonPropertyOrder(-5)] DebianVersion BinaryVersion,
    string Source,
    [property: JsonPropertyOrder(-3)] DebianVersion SourceVersion,
    string Architecture,
    string Suite,
    string ReadFrom,
    DateTimeOffset? ReadAt,
    Origin Origin,
    FirstOrigin FirstOrigin,
    IReadOnlyList<string> Warnings)
{
    [JsonPropertyOrder(-6)]
    public string BinaryPackage { get; init => field = CheckPackage(value); } = CheckPackage(BinaryPackage);

    [JsonPropertyOrder(-4), JsonPropertyName("sourcePackage")]
    public string Source { get; init => field = CheckPackage(value); } = CheckPackage(Source);

    [JsonPropertyOrder(-2)]
    public string Architecture { get; init => field = CheckArchitecture(value); } = CheckArchitecture(Architecture);

    [JsonPropertyOrder(-1)]
    public string Suite { get; init => field = CheckSuite(value); } = CheckSuite(Suite);

    /// <summary>Where the values came from in the first place, in words.</summary>
    public string Since() => FirstOrigin switch
    {
        FirstOrigin.Assumption => "the plan's assumption, which no host has confirmed",
        _ when ReadAt is { } time => $"read {time:yyyy-MM-dd HH:mm} UTC",
        _ => $"from {ReadFrom}",
    };

    public ResolvedPackage WithWarning(string warning) => this with { Warnings = [.. Warnings, warning] };

    // These words end up in paths, control files and command lines: nothing else than the words may get in.
    /// <exception cref="TrialException">The text is no package name.</exception>
    public static string CheckPackage(string name) => Check(name, PackageName(), "package name", "libspice-server1");

    /// <exception cref="TrialException">The text is no architecture.</exception>
    public static string CheckArchitecture(string name) => Check(name, ArchitectureName(), "Debian architecture", "amd64");

    /// <exception cref="TrialException">The text is no codename.</exception>
    public static string CheckSuite(string name) => Check(name, SuiteName(), "Debian suite", "bookworm");

    static string Check(string text, Regex form, string what, string example) =>
        text.Length <= 100 && form.IsMatch(text) ? text : throw new TrialException(
            $"'{Printable.Show(text)}' is not a {what}", hint: $"A {what} looks like {example}.", status: ExitStatus.BadInput);

    [GeneratedRegex(@"\A[a-z0-9][a-z0-9+.-]+\z")]
    private static partial Regex PackageName();

    [GeneratedRegex(@"\A[a-z0-9][a-z0-9-]*\z")]
    private static partial Regex ArchitectureName();

    [GeneratedRegex(@"\A[a-z][a-z0-9.-]*\z")]
    private static partial Regex SuiteName();
}
