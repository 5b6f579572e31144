using System.Buffers;
using System.Net;
using System.Runtime.InteropServices;

namespace SpiceTrial.Hosts;

/// <summary>The percent tokens and the tilde that OpenSSH expands in the names of files; <c>ssh -G</c> prints some unexpanded.</summary>
sealed partial class SshTokens(string host, string hostName, string user, int port, string? keyAlias)
{
    static readonly SearchValues<char> ShellCharacters = SearchValues.Create("'`\"$\\;&<>|(){} \t\n*?[]");

    // struct passwd, pwd.h: pw_dir.
    const int HomeOffset = 32;

    // Of the password database, as ssh has it; HOME may be another's (sudo -E, a container of CI).
    static string Home { get; } = Entry(OwnFolder.User) is var entry && entry != 0
        && Marshal.PtrToStringUTF8(Marshal.ReadIntPtr(entry, HomeOffset)) is { Length: > 0 } home
            ? home : Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);

    /// <exception cref="TrialException">A token that this build does not know.</exception>
    public string ExpandPath(string path)
    {
        // As ssh does: the tilde first, so that none comes out of a variable.
        var absolute = path.StartsWith("~/", StringComparison.Ordinal) ? Path.Combine(Home, path[2..]) : path;
        return absolute is ['~', ..] ? throw Unsupported("~USER", path)
            : Variable().Replace(Expand(absolute), x => Environment.GetEnvironmentVariable(x.Groups["name"].Value) is { } value
                ? value : throw Unsupported($"variable {x.Value}, which is not set, and", path));
    }

    /// <exception cref="TrialException">As above, or a name that a shell would not take as it is.</exception>
    public string ExpandCommand(string command) =>
        Token().Matches(command).Select(x => Expand(x.Value)).FirstOrDefault(x => x.AsSpan().ContainsAny(ShellCharacters)) is { } name
            ? throw new TrialException($"'{Printable.Show(name)}' can't be put into a ProxyCommand", command,
                "Use names without characters that mean something to a shell.", ExitStatus.BadInput)
            : Expand(command);

    string Expand(string text) => Token().Replace(text, x => x.Value[1] switch
    {
        '%' => "%",
        'd' => Home,
        'h' => hostName,
        'i' => OwnFolder.User.ToString(),
        'k' => keyAlias ?? host,
        'L' => Environment.MachineName,
        'l' => Dns.GetHostName(),
        'n' => host,
        'p' => port.ToString(),
        'r' => user,
        'u' => Environment.UserName,
        _ => throw Unsupported($"token {x.Value}", text),
    });

    static TrialException Unsupported(string what, string where) => new(
        $"The {what} in the ssh configuration is not supported here", where, "Write the path out in your ssh configuration.",
        ExitStatus.BadInput);

    [LibraryImport("libc", EntryPoint = "getpwuid")]
    private static partial nint Entry(uint user);

    [GeneratedRegex(@"\$\{(?<name>[^}]*)\}")]
    private static partial Regex Variable();

    [GeneratedRegex("%.", RegexOptions.Singleline)]
    private static partial Regex Token();
}
