using System.Text.Json;
using System.Text.Json.Nodes;

namespace SpiceTrial.Hosts;

/// <summary>One playbook of the collection <c>spice_trial.fleet</c>, run on some hosts of an inventory. Its exit code and its counters
/// say nothing here: only what each host answered counts.</summary>
/// <param name="collections">The folder of the collection.</param>
/// <param name="inventory">Where the hosts are from.</param>
sealed class AnsiblePlaybook(string collections, Inventory inventory)
{
    // Where nobody has set it: Ansible's own 5 make a wave slow.
    const int Forks = 10;

    (string Collections, int Forks)? theirs;

    /// <summary>What a person's own configuration must not change: how it is printed, that nothing of it is hidden and nobody asked where
    /// there is no terminal, that a word stays one, that one host's failure is its own, and that a part of an inventory is
    /// none.</summary>
    public static IReadOnlyDictionary<string, string?> Environment { get; } = new Dictionary<string, string?>
    {
        ["ANSIBLE_NOCOLOR"] = "1",
        ["ANSIBLE_FORCE_COLOR"] = null,
        ["ANSIBLE_RETRY_FILES_ENABLED"] = "0",
        ["ANSIBLE_ANY_ERRORS_FATAL"] = "0",
        ["ANSIBLE_INVENTORY_ANY_UNPARSED_IS_FAILED"] = "1",
        ["ANSIBLE_JINJA2_NATIVE"] = "0",
        ["ANSIBLE_LOCALHOST_WARNING"] = "0",
        ["ANSIBLE_DEVEL_WARNING"] = "0",
        ["ANSIBLE_VERBOSITY"] = "0",
        ["ANSIBLE_DEBUG"] = "0",
        ["ANSIBLE_NO_LOG"] = "0",
        ["ANSIBLE_ENABLE_TASK_DEBUGGER"] = "0",
        ["ANSIBLE_ASK_PASS"] = "0",
        ["ANSIBLE_BECOME_ASK_PASS"] = "0",
        ["ANSIBLE_ASK_VAULT_PASS"] = "0",
        ["PYTHONUNBUFFERED"] = "1",
    };

    /// <param name="playbook">Its name in the collection.</param>
    /// <param name="hosts">Those that are meant.</param>
    /// <param name="variables">For the role, in its own names.</param>
    /// <param name="limit">After this long it is ended; what runs on the hosts runs on.</param>
    /// <param name="cancellationToken">Ends it at once.</param>
    /// <returns>All answers, in the order in which they came.</returns>
    /// <exception cref="TrialException">It answered for no host at all.</exception>
    public async Task<ILookup<string, FleetAnswer>> RunAsync(string playbook, IReadOnlyCollection<string> hosts,
        IReadOnlyDictionary<string, object> variables, TimeSpan limit, CancellationToken cancellationToken)
    {
        using var folder = new TemporaryFolder("fleet");
        var file = Path.Combine(folder.Path, "variables.json");
        await File.WriteAllTextAsync(file, JsonSerializer.Serialize(
            new Dictionary<string, object>(variables) { ["library_hosts"] = hosts }), cancellationToken);
        var answers = new List<FleetAnswer>();
        var (beside, forks) = theirs ??= await TheirsAsync(cancellationToken);
        var call = new ProgramCall("ansible-playbook", $"spice_trial.fleet.{playbook}", "--inventory", inventory.Path,
            "--forks", $"{forks}", "--extra-vars", $"@{file}")
        {
            Environment = new Dictionary<string, string?>(Environment)
            {
                ["ANSIBLE_COLLECTIONS_PATH"] = $"{collections}:{beside}",
                ["ANSIBLE_COLLECTIONS_PATHS"] = null,
                ["ANSIBLE_STDOUT_CALLBACK"] = "spice_trial.fleet.lines",
            },
            // The inventory is read again first.
            Timeout = inventory.Limit + limit,
            OnLine = line =>
            {
                if (FleetAnswer.Parse(line) is { } answer)
                {
                    lock (answers)
                        answers.Add(answer);
                }
            },
        };
        ProgramResult? ended = null;
        try
        {
            ended = await Programs.RunAsync(call, cancellationToken);
        }
        catch (TrialException) when (answers.Count > 0)
        {
            // Not in time: who answered has answered, of the others nothing is known.
        }

        if (answers.Count == 0)
            throw new TrialException($"ansible-playbook says nothing of any host: {ended!.Tail()}", $"{call} (exit {ended.ExitCode})",
                "Look at the inventory and at ansible.cfg: `ansible-config dump --only-changed` shows what they set");
        lock (answers)
            return answers.ToLookup(x => x.Host);
    }

    // Where a person's own collections are, which an inventory may need, and how many hosts at once their controller can serve: as the
    // environment and ansible.cfg say it.
    static async Task<(string Collections, int Forks)> TheirsAsync(CancellationToken cancellationToken)
    {
        var dump = JsonNode.Parse(await Programs.OutputOfAsync(
            new("ansible-config", "dump", "--format", "json") { Environment = Environment },
            "Ansible does not say where collections are", cancellationToken))!.AsArray();
        JsonNode? Of(string name) => dump.FirstOrDefault(x => (string?)x!["name"] == name);
        return (string.Join(':', Of("COLLECTIONS_PATHS")?["value"]?.AsArray().Select(x => (string?)x) ?? []),
            Of("DEFAULT_FORKS") is { } set && (string?)set["origin"] != "default" ? (int)set["value"]! : Forks);
    }
}
