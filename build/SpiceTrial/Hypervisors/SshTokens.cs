using System.Globalization;
using System.Text;

namespace SpiceTrial.Hypervisors;

/// <summary>The percent tokens and the tilde that OpenSSH expands in the names of files; <c>ssh -G</c> prints some unexpanded.</summary>
sealed class SshTokens(string host, string hostName, string user, int port)
{
    static string Home => Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);

    /// <exception cref="TrialException">A token that this build does not know.</exception>
    public string ExpandPath(string path)
    {
        var expanded = new StringBuilder();
        for (var i = 0; i < path.Length; i++)
            expanded.Append(path[i] == '%' && i + 1 < path.Length ? Token(path[++i], path) : path[i].ToString());
        var result = expanded.ToString();
        return result.StartsWith("~/", StringComparison.Ordinal) ? Path.Combine(Home, result[2..]) : result;
    }

    string Token(char token, string path) => token switch
    {
        '%' => "%",
        'd' => Home,
        'h' => hostName,
        'n' => host,
        'p' => port.ToString(CultureInfo.InvariantCulture),
        'r' => user,
        'u' => Environment.UserName,
        _ => throw new TrialException(
            $"The token %{token} in the ssh configuration is not supported here", path, "Write the path out in your ssh configuration.", ExitStatus.BadInput),
    };
}
