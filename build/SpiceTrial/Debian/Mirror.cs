namespace SpiceTrial.Debian;

/// <summary>The lines of a sources.list for a suite. No host stands here: the default is mmdebstrap's own.</summary>
public sealed partial record Mirror(string Suite, IReadOnlyList<string> Lines)
{
    public const string Keyring = "/usr/share/keyrings/debian-archive-keyring.gpg";

    /// <param name="suite">E.g. <c>bookworm</c>.</param>
    /// <param name="uri">The archive to use for everything, or <c>null</c> for the default mirror with its updates and security
    /// suites.</param>
    /// <param name="cancellationToken">Ends the question to mmdebstrap.</param>
    public static async Task<Mirror> ForAsync(string suite, string? uri, CancellationToken cancellationToken) =>
        uri is null
            ? new Mirror(suite, await AskMmdebstrap(suite, cancellationToken))
            : new Mirror(suite, [$"deb {Check(uri, "--mirror")} {suite} main"]);

    /// <summary>The same lines with the archive's keyring named, each also as deb-src.</summary>
    public string WithSources() => Written("deb", "deb-src");

    /// <summary>The same lines as deb-src alone.</summary>
    public string SourcesOnly() => Written("deb-src");

    string Written(params string[] types) =>
        string.Concat(Lines.SelectMany(x => types.Select(type => $"{type} [signed-by={Keyring}] {Head().Replace(x, "")}\n")));

    static async Task<IReadOnlyList<string>> AskMmdebstrap(string suite, CancellationToken cancellationToken)
    {
        // Set up only: nothing is downloaded, and the list that it would use is printed.
        var result = await Programs.RunAsync(
            new ProgramCall("mmdebstrap", "--variant=custom", "--format=null", "--skip=update,cleanup",
                "--setup-hook=cat \"$1/etc/apt/sources.list\" >&2", suite, "-"),
            cancellationToken);
        string[] lines = [.. result.OrThrow($"mmdebstrap knows no mirror for {suite}", "Name one with --mirror, or check --suite").Error
            .Split('\n').Where(x => x.StartsWith("deb ", StringComparison.Ordinal))];
        return lines.Length > 0
            ? lines
            : throw new TrialException($"mmdebstrap knows no mirror for {suite}", result.Call.ToString(), "Name one with --mirror");
    }

    // Where this machine's apt trusts no key for every archive, mmdebstrap names one.
    [GeneratedRegex(@"^deb (\[[^]]*\] )?")]
    private static partial Regex Head();

    /// <param name="uri">Of an archive.</param>
    /// <param name="option">That gave it.</param>
    /// <exception cref="TrialException">BadInput: no address of one.</exception>
    public static string Check(string uri, string option) => Uri.TryCreate(uri, UriKind.Absolute, out var parsed)
        && !uri.Any(char.IsWhiteSpace) && !uri.Contains('[', StringComparison.Ordinal)
        && parsed!.Scheme is ("http" or "https" or "file" or "copy")
        ? uri
        : throw new TrialException(
            $"not a mirror: {Printable.Show(uri)}", option, "A mirror is an address such as http://host/debian", ExitStatus.BadInput);
}
