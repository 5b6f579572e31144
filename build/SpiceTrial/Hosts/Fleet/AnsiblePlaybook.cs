using System.Text.Json;

namespace SpiceTrial.Hosts;

/// <summary>One playbook of the collection <c>spice_trial.fleet</c>, run on some hosts of an inventory. Its exit code and its counters
/// say nothing here: only what each host answered counts.</summary>
/// <param name="collections">The folder of the collection.</param>
/// <param name="inventory">Where the hosts are from.</param>
sealed class AnsiblePlaybook(string collections, Inventory inventory)
{
    // More at once than a controller of two cores can serve only makes all of them slow.
    const int MostAtOnce = 50;

    /// <summary>What a person's own configuration must not change: how it is printed, and that one host's failure is its own.</summary>
    public static IReadOnlyDictionary<string, string?> Environment { get; } = new Dictionary<string, string?>
    {
        ["ANSIBLE_NOCOLOR"] = "1",
        ["ANSIBLE_FORCE_COLOR"] = null,
        ["ANSIBLE_RETRY_FILES_ENABLED"] = "0",
        ["ANSIBLE_ANY_ERRORS_FATAL"] = "0",
        ["ANSIBLE_LOCALHOST_WARNING"] = "0",
        ["ANSIBLE_DEVEL_WARNING"] = "0",
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
        var call = new ProgramCall("ansible-playbook", $"spice_trial.fleet.{playbook}", "--inventory", inventory.Path,
            "--forks", $"{Math.Min(hosts.Count, MostAtOnce)}", "--extra-vars", $"@{file}")
        {
            Environment = new Dictionary<string, string?>(Environment)
            {
                ["ANSIBLE_COLLECTIONS_PATH"] = $"{collections}:{Beside}",
                ["ANSIBLE_STDOUT_CALLBACK"] = "spice_trial.fleet.lines",
            },
            Timeout = limit,
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
            ended!.OrThrow("ansible-playbook says nothing of any host");
        lock (answers)
            return answers.ToLookup(x => x.Host);
    }

    // Where a person's own collections are, which an inventory may need.
    static string Beside => System.Environment.GetEnvironmentVariable("ANSIBLE_COLLECTIONS_PATH") is { Length: > 0 } theirs
        ? theirs : "~/.ansible/collections:/usr/share/ansible/collections";
}
