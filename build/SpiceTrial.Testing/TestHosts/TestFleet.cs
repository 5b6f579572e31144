namespace SpiceTrial.Testing;

/// <summary>Several test hypervisors that stay, each with a network of its own, all reached by one ssh configuration and named in one
/// inventory for Ansible.</summary>
/// <param name="folder">Their folders lie in there, by name.</param>
/// <param name="workspace">Where the images are kept.</param>
/// <param name="progress">Told what takes long.</param>
public sealed class TestFleet(string folder, Workspace workspace, Action<string> progress)
{
    /// <summary>The group of the inventory, as a cluster's has it.</summary>
    public const string Group = "hypervisors";

    // Each has a /30 of the test network.
    const int Most = 16;

    readonly string folder = Path.GetFullPath(folder);

    /// <summary>For <c>--ssh-config</c>, or <c>ssh -F</c>.</summary>
    public string SshConfig => Path.Combine(folder, "ssh_config");

    /// <summary>For <c>--inventory</c>.</summary>
    public string Inventory => Path.Combine(folder, "inventory.yaml");

    /// <summary>Starts those that do not run. The last has no Python.</summary>
    /// <param name="count">How many there shall be.</param>
    /// <param name="options">What they have in common.</param>
    /// <param name="cancellationToken">Stops at once.</param>
    /// <returns>What to do next, for the operator.</returns>
    public async Task<string> UpAsync(int count, TestHostOptions options, CancellationToken cancellationToken)
    {
        if (count > Most)
            throw new TrialException($"--count is {count}", "--count", $"Give a number up to {Most}", ExitStatus.BadInput);
        string[] names = [.. Enumerable.Range(1, count).Select(x => $"sf-{x}")];
        foreach (var name in names)
        {
            await new TestHostService(Path.Combine(folder, name), workspace, x => progress($"{name}: {x}"))
                .UpAsync(options with { Name = name, Python = name != names[^1] }, cancellationToken);
        }

        await WriteAsync(names, cancellationToken);
        await TestHostService.GiveToCallerAsync(folder);
        var (inventory, configuration) = (ShellWords.Quote(Inventory), ShellWords.Quote(SshConfig));
        return $"next: ./build.sh Status --inventory {inventory} --group {Group}        # or: "
            + $"ssh -F {configuration} {names[0]}; {TestHostService.AtTheEnd}";
    }

    /// <summary>Shuts all of them down.</summary>
    /// <returns>How many there were.</returns>
    public async Task<int> DownAsync(CancellationToken cancellationToken)
    {
        var gone = 0;
        foreach (var host in Directory.Exists(folder) ? Directory.GetDirectories(folder) : [])
            gone += await new TestHostService(host, workspace, progress).DownAsync(cancellationToken) ? 1 : 0;
        if (Directory.Exists(folder))
            Directory.Delete(folder, recursive: true);
        return gone;
    }

    /// <summary>An ssh configuration for all of them, and an inventory that leads through it.</summary>
    async Task WriteAsync(IReadOnlyList<string> names, CancellationToken cancellationToken)
    {
        var configurations = new List<string>();
        foreach (var name in names)
            configurations.Add(await File.ReadAllTextAsync(Path.Combine(folder, name, "ssh_config"), cancellationToken));
        await File.WriteAllTextAsync(SshConfig, string.Join('\n', configurations), cancellationToken);
        await File.WriteAllTextAsync(Inventory, InventoryOf(names, SshConfig), cancellationToken);
    }

    /// <summary>An inventory of hosts that an ssh configuration knows.</summary>
    public static string InventoryOf(IEnumerable<string> names, string sshConfig) =>
        $"""
        {Group}:
          hosts:
        {string.Concat(names.Select(x => $"    {x}:\n"))}  vars:
            ansible_ssh_common_args: -F "{sshConfig}"
            ansible_become: true

        """;
}
