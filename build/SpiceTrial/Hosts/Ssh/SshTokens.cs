using System.Buffers;

namespace SpiceTrial.Hosts;

/// <summary>The percent tokens and the tilde that OpenSSH expands in the names of files; <c>ssh -G</c> prints some unexpanded.</summary>
sealed partial class SshTokens(string host, string hostName, string user, int port)
{
    static readonly SearchValues<char> ShellCharacters = SearchValues.Create("'`\"$\\;&<>|(){} \t\n*?[]");

    static string Home => Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);

    /// <exception cref="TrialException">A token that this build does not know.</exception>
    public string ExpandPath(string path)
    {
        var result = Expand(path);
        return result.StartsWith("~/", StringComparison.Ordinal) ? Path.Combine(Home, result[2..]) : result;
    }

    /// <exception cref="TrialException">As above, or a name that a shell would not take as it is.</exception>
    public string ExpandCommand(string command) =>
        new[] { host, hostName, user }.FirstOrDefault(x => x.AsSpan().ContainsAny(ShellCharacters)) is { } name
            ? throw new TrialException($"'{Printable.Show(name)}' can't be put into a ProxyCommand", command,
                "Use names without characters that mean something to a shell.", ExitStatus.BadInput)
            : Expand(command);

    string Expand(string text) => Token().Replace(text, x => x.Value[1] switch
    {
        '%' => "%",
        'd' => Home,
        'h' => hostName,
        'n' => host,
        'p' => port.ToString(),
        'r' => user,
        'u' => Environment.UserName,
        _ => throw new TrialException(
            $"The token {x.Value} in the ssh configuration is not supported here", text, "Write the path out in your ssh configuration.",
            ExitStatus.BadInput),
    });

    [GeneratedRegex("%.", RegexOptions.Singleline)]
    private static partial Regex Token();
}
