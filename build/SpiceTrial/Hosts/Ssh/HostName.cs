namespace SpiceTrial.Hosts;

/// <summary>A host as the operator names it: no option of a program, no path.</summary>
public static partial class HostName
{
    /// <exception cref="TrialException">The text is not what <c>ssh</c> takes as a host.</exception>
    public static string Check(string host) => host.Length <= 255 && Form().IsMatch(host) ? host : throw new TrialException(
        $"'{Printable.Show(host)}' is not a host name",
        hint: "Give --host a name, an address or an alias from your ssh configuration, e.g. sf-2 or root@192.0.2.7.",
        status: ExitStatus.BadInput);

    /// <summary>The file of a host's records in <paramref name="folder"/>; never outside it.</summary>
    public static string RecordFile(string folder, string host) =>
        Path.Combine(folder, Unusual().Replace(Check(host), "_").TrimStart('.') is { Length: > 0 } name ? $"{name}.json" : "_.json");

    /// <summary>How a command that is printed means a host. By an inventory's name for one, ssh may reach another one.</summary>
    internal static string Option(string host, bool isOfFleet) =>
        isOfFleet ? "with the --host and --ssh-config that lead there" : $"--host {ShellWords.Quote(host)}";

    // Not beginning with "-": ssh would take it for an option.
    [GeneratedRegex(@"\A[A-Za-z0-9_.:\[][A-Za-z0-9_.:@%\[\]-]*\z")]
    private static partial Regex Form();

    [GeneratedRegex("[^A-Za-z0-9._@-]")]
    private static partial Regex Unusual();
}
