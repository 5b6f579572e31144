namespace SpiceTrial.Hosts;

/// <summary><c>fleet.json</c>, schema 1: the status of every host of a group.</summary>
/// <param name="Hosts">Those that answered, each as <c>status.json</c> has it, in the inventory's order.</param>
/// <param name="NotKnown">The others, and why.</param>
public sealed record FleetStatus(IReadOnlyList<HostStatus> Hosts, IReadOnlyDictionary<string, string> NotKnown)
{
    public const string FileName = "fleet.json";

    /// <summary>Reads all hosts at once, as root, and changes nothing.</summary>
    /// <param name="root">The project's folder.</param>
    /// <param name="inventory">Where the hosts are from.</param>
    /// <param name="builds">Which builds have a proven origin.</param>
    /// <param name="now">For the record.</param>
    /// <param name="cancellationToken">Stops at once.</param>
    /// <exception cref="TrialException">The inventory has no such group, or Ansible does not run.</exception>
    public static async Task<FleetStatus> ReadAsync(
        string root, Inventory inventory, KnownBuilds builds, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var hosts = await inventory.HostsAsync(cancellationToken);
        var looks = await new AnsibleFleet(root, inventory).LookAsync(hosts, null, cancellationToken);
        return new([.. looks.Where(x => x.Reading is not null).Select(x => StatusJudge.Judge(x.Reading!, builds, now, isOfFleet: true))],
            looks.Where(x => x.Reading is null).ToDictionary(x => x.Host, x => x.Trouble ?? "no answer"));
    }
}
