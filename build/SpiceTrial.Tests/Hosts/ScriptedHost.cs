using SpiceTrial.Hosts;

namespace SpiceTrial.Tests.Hosts;

/// <summary>A host that answers each verb of the host script as the test says: one that goes on without its client by a status.</summary>
sealed class ScriptedHost(string reading, int status) : IHostConnection
{
    bool isLost;

    public string Host => SampleHost.Name;

    /// <summary>The verbs, whatever became of them.</summary>
    public List<string> Said { get; } = [];

    /// <summary>All that it was asked to run.</summary>
    public List<RemoteCommand> Commands { get; } = [];

    /// <summary>What it was asked to run detached.</summary>
    public IEnumerable<string> Detached => Commands.Where(x => x.Words[0] == "systemd-run").Select(x => x.ToString());

    /// <summary>What the host prints for its first readings, before it comes to what it says always.</summary>
    public Queue<string> First { get; init; } = [];

    /// <summary>A line that what is detached prints.</summary>
    public string? Prints { get; init; }

    /// <summary>A verb at which the connection breaks, once.</summary>
    public string? Loses { get; set; }

    /// <summary>A verb that is refused, once.</summary>
    public string? Refuses { get; set; }

    /// <summary>A verb after which the host does not answer any more.</summary>
    public string? LosesAfter { get; init; }

    public Task<RemoteResult> RunAsync(RemoteCommand command, CancellationToken cancellationToken)
    {
        Commands.Add(command);
        var isDetached = command.Words[0] == "systemd-run";
        var verb = command.Words is ["sh", "-c", ..] ? "put" : command.Words.SkipWhile(x => x != "--").ElementAt(1);
        var lost = isLost || verb == Loses;
        isLost |= verb == LosesAfter;
        Said.Add(verb);
        if (lost)
        {
            Loses = null;
            throw new TrialException("the connection broke", Host, cause: new ConnectionLostException("broken"));
        }

        if (verb == Refuses)
        {
            Refuses = null;
            return Task.FromResult(new RemoteResult(3, "error: refused", ""));
        }

        if (isDetached)
            return Task.FromResult(new RemoteResult(status, Prints ?? "revert has ended\n", ""));
        return Task.FromResult(new RemoteResult(0, verb is "put" ? "" : First.TryDequeue(out var first) ? first : reading, ""));
    }

    public Task DownloadAsync(
        string remotePath, string localFile, bool asRoot, IProgress<long>? progress, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
