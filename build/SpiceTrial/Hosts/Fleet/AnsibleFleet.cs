namespace SpiceTrial.Hosts;

/// <summary>The verbs of the host script on many hosts at once, over Ansible: the same script, by the same words, as
/// <see cref="HostTransaction"/> runs on one.</summary>
/// <param name="root">The project's folder: the collection lies in it.</param>
/// <param name="inventory">Where the hosts are from.</param>
public sealed class AnsibleFleet(string root, Inventory inventory)
{
    readonly AnsiblePlaybook playbook = new(Path.Combine(root, "build", "ansible"), inventory);

    /// <summary>Reads hosts, and changes nothing, over connections of their own.</summary>
    /// <param name="hosts">Which.</param>
    /// <param name="healthCommand">A line for the shell of each host, as root, that must end with 0; or <c>null</c>.</param>
    /// <param name="cancellationToken">Stops at once.</param>
    /// <returns>One for each host, in their order.</returns>
    public async Task<IReadOnlyList<FleetLook>> LookAsync(
        IReadOnlyCollection<string> hosts, string? healthCommand, CancellationToken cancellationToken)
    {
        if (hosts.Count == 0)
            return [];
        var answers = await playbook.RunAsync("look", hosts,
            new Dictionary<string, object> { ["library_health_command"] = Data(healthCommand ?? "") }, TimeSpan.FromMinutes(10),
            cancellationToken);
        return [.. hosts.Select(x => Look(x, [.. answers[x]], asksHealth: healthCommand is { Length: > 0 }))];
    }

    /// <summary>Sends script and package, and installs, unconfirmed. Goes on on the hosts when this ends.</summary>
    /// <param name="calls">What each host is told, and the file that it gets.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>How it ended on each host; none for one of which nothing is known.</returns>
    public async Task<IReadOnlyDictionary<string, VerbResult>> InstallAsync(
        IReadOnlyDictionary<string, (InstallCall Call, string File)> calls, CancellationToken cancellationToken)
    {
        if (calls.Count == 0)
            return Nobody;
        var answers = await playbook.RunAsync("install", [.. calls.Keys], new Dictionary<string, object>
        {
            ["library_calls"] = calls.ToDictionary(x => x.Key, x => new
            {
                file = Path.GetFullPath(x.Value.File), to = x.Value.Call.RemotePackage, sha256 = x.Value.Call.Sha256,
                words = x.Value.Call.Words.Select(Data), id = x.Value.Call.Id,
            }),
        }, calls.Values.Max(x => x.Call.Limit) + TimeSpan.FromMinutes(5), cancellationToken);
        return Ended(answers, "Install");
    }

    /// <summary>Confirms over connections of their own.</summary>
    /// <param name="ids">The transaction that is meant on each host.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    public async Task<IReadOnlyDictionary<string, VerbResult>> ConfirmAsync(
        IReadOnlyDictionary<string, string> ids, CancellationToken cancellationToken) => ids.Count == 0 ? Nobody : Ended(
        await playbook.RunAsync("confirm", [.. ids.Keys], new Dictionary<string, object>
        {
            ["library_calls"] = Named(ids),
        }, TimeSpan.FromMinutes(6), cancellationToken), "Confirm");

    /// <summary>Takes back the transaction that is meant on each host, and cleans up after one that has ended. Another one stays.</summary>
    /// <param name="ids">The transaction that is meant on each host.</param>
    /// <param name="reason">For their journals.</param>
    /// <param name="lockTimeout">How long dpkg's lock is waited for.</param>
    /// <param name="cancellationToken">Stops waiting; the hosts go on.</param>
    public async Task<IReadOnlyDictionary<string, VerbResult>> RevertAsync(IReadOnlyDictionary<string, string> ids, string reason,
        TimeSpan lockTimeout, CancellationToken cancellationToken) => ids.Count == 0 ? Nobody : Ended(
        await playbook.RunAsync("revert", [.. ids.Keys], new Dictionary<string, object>
        {
            ["library_calls"] = Named(ids),
            ["library_reason"] = Data(reason),
            ["library_lock_timeout"] = HostTransaction.Seconds(lockTimeout),
        }, lockTimeout + TimeSpan.FromMinutes(20), cancellationToken), "Revert");

    static Dictionary<string, Dictionary<string, string>> Named(IReadOnlyDictionary<string, string> ids) =>
        ids.ToDictionary(x => x.Key, x => new Dictionary<string, string> { ["id"] = x.Value });

    // What a person wrote is data: nothing in it is a template to Ansible.
    static Dictionary<string, string> Data(string text) => new() { ["__ansible_unsafe"] = text };

    static IReadOnlyDictionary<string, VerbResult> Nobody => new Dictionary<string, VerbResult>();

    static FleetLook Look(string host, IReadOnlyList<FleetAnswer> answers, bool asksHealth)
    {
        var look = answers.LastOrDefault(x => x.Task == "Look");
        if (look is not { IsReached: true })
            return new(host, null, answers.Count > 0 ? answers[^1].Trouble : "no answer", IsReached: false);
        if (look.Rc != 0)
            return new(host, null, $"it can't be looked at: {look.Trouble}", IsReached: true);
        if (look.Script != HostScript.Sha256)
            return new(host, null, "the collection's script is not this program's: run ./build.sh Info, which compiles it anew", true);
        // What only root sees shows as if it were not there.
        if (look.Stdout?.Split('\n').Contains("uid\t0") != true)
            return new(host, null, "it was not looked at as root: the inventory or ansible.cfg must let Ansible become root there", true);
        try
        {
            var health = answers.LastOrDefault(x => x.Task == "Health");
            return new(host, HostReading.Parse(look.Stdout ?? "", host),
                !asksHealth || health is { Outcome: "ok" } ? null : $"the health command: {health?.Trouble ?? "no answer"}",
                IsReached: !asksHealth || health is { IsReached: true });
        }
        catch (TrialException e)
        {
            return new(host, null, e.What, IsReached: true);
        }
    }

    static Dictionary<string, VerbResult> Ended(ILookup<string, FleetAnswer> answers, string task)
    {
        var ended = new Dictionary<string, VerbResult>(StringComparer.Ordinal);
        foreach (var host in answers)
        {
            var last = host.Last();
            if (last.Verb is { } result && (last.Task == task || result.Status != ExitStatus.Done))
                // What fails before the verb has changed nothing but the tool's own folder.
                ended[host.Key] = last.Task == task ? result : result with { Reason = $"{last.Task}: {result.Reason}" };
        }

        return ended;
    }
}
