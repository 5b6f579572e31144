namespace SpiceTrial.Hosts;

/// <summary>The hosts of a group, as a cluster's own inventory for Ansible names them.</summary>
/// <param name="Path">A file or a folder, in whatever form Ansible reads.</param>
/// <param name="Group">A group, a host or a pattern of both.</param>
public sealed record Inventory(string Path, string Group)
{
    public const string DefaultGroup = "hypervisors";

    public static IReadOnlyList<string> ProgramsNeeded { get; } = ["ansible", "ansible-config", "ansible-playbook", "ssh"];

    /// <summary>How long it may take to read: one that a cloud makes asks that for each of its machines. Default: 5 minutes.</summary>
    internal TimeSpan Limit { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>The hosts, in the inventory's order. None of them is asked.</summary>
    /// <exception cref="TrialException">No such inventory, not read in time, or nothing in it has that name.</exception>
    public async Task<IReadOnlyList<string>> HostsAsync(CancellationToken cancellationToken)
    {
        if (!File.Exists(Path) && !Directory.Exists(Path))
            throw new TrialException("there is no such inventory", Path, "Name the inventory of your cluster with --inventory",
                ExitStatus.BadInput);
        var call = new ProgramCall("ansible", "--inventory", Path, "--list-hosts", "--", Group)
        {
            Environment = AnsiblePlaybook.Environment,
            Timeout = Limit,
            Hint = "`ansible-inventory --list -vvv -i FILE` shows how Ansible reads it, and what that waits for",
        };
        var listed = (await Programs.RunAsync(call, cancellationToken)).OrThrow("the inventory can't be read");
        // "  hosts (3):" and a line for each.
        string[] hosts = [.. listed.Output.Split('\n').SkipWhile(x => !x.StartsWith("  hosts (", StringComparison.Ordinal)).Skip(1)
            .Select(x => x.Trim()).Where(x => x.Length > 0).Distinct()];
        return hosts.Length > 0 ? hosts : throw new TrialException(
            $"the inventory has no host {Printable.Show(Group)}{Warned(listed.Error)}", Path,
            "Name a group of it with --group; `ansible-inventory --graph -i FILE` shows them", ExitStatus.BadInput);
    }

    static string Warned(string error) => error.Split('\n').FirstOrDefault(x => x.Contains("parse", StringComparison.OrdinalIgnoreCase))
        is { } line ? $": {Printable.Show(line, 200)}" : "";
}
