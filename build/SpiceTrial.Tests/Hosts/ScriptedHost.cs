using SpiceTrial.Hosts;

namespace SpiceTrial.Tests.Hosts;

/// <summary>A host that answers each verb of a step, and of the host script, as the test says.</summary>
sealed class ScriptedHost(string reading, string stepStatus) : IHostConnection
{
    bool isLost;

    public string Host => SampleHost.Name;

    /// <summary>A word of the commands, whatever became of them.</summary>
    public List<string> Said { get; } = [];

    /// <summary>All that it was asked to run.</summary>
    public List<RemoteCommand> Commands { get; } = [];

    /// <summary>The scripts of what it was asked to run as a step.</summary>
    public IEnumerable<string> Steps => Commands.Where(x => x.Words is ["sh", "-c", _, "sh", "prepare", ..]).Select(x => x.Input ?? "");

    /// <summary>What the host prints for its first readings, before it comes to what it says always.</summary>
    public Queue<string> First { get; init; } = [];

    /// <summary>A line that a step prints.</summary>
    public string? StepSays { get; init; }

    /// <summary>A verb of the script at which the connection breaks, once.</summary>
    public string? Loses { get; set; }

    /// <summary>A verb of the script after which the host does not answer any more.</summary>
    public string? LosesAfter { get; init; }

    public Task<RemoteResult> RunAsync(RemoteCommand command, CancellationToken cancellationToken)
    {
        Commands.Add(command);
        var isStep = command.Words is ["sh", "-c", ..];
        var lost = isLost || (!isStep && command.Words[3] == Loses);
        isLost |= !isStep && command.Words[3] == LosesAfter;
        Said.Add(isStep ? command.Words[4] : command.Words[3]);
        if (lost)
        {
            Loses = null;
            throw new TrialException("the connection broke", Host);
        }

        if (isStep && command.Words[4] == "follow" && StepSays is { } line)
            command.OnLine!(line);
        var said = isStep ? command.Words[4] == "status" ? stepStatus : "" : First.TryDequeue(out var first) ? first : reading;
        return Task.FromResult(new RemoteResult(0, said, ""));
    }

    public Task DownloadAsync(
        string remotePath, string localFile, bool asRoot, IProgress<long>? progress, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
