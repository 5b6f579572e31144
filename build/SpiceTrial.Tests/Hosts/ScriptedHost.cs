using SpiceTrial.Hosts;

namespace SpiceTrial.Tests.Hosts;

/// <summary>A host that answers each verb of a step, and of the host script, as the test says.</summary>
sealed class ScriptedHost(string reading, string stepStatus) : IHostConnection
{
    public string Host => SampleHost.Name;

    /// <summary>A word of the commands, whatever became of them.</summary>
    public List<string> Said { get; } = [];

    /// <summary>All that it was asked to run.</summary>
    public List<RemoteCommand> Commands { get; } = [];

    public Task<RemoteResult> RunAsync(RemoteCommand command, CancellationToken cancellationToken)
    {
        Commands.Add(command);
        var isStep = command.Words is ["sh", "-c", ..];
        Said.Add(isStep ? command.Words[4] : command.Words[3]);
        return Task.FromResult(new RemoteResult(0, !isStep ? reading : command.Words[4] == "status" ? stepStatus : "", ""));
    }

    public Task DownloadAsync(
        string remotePath, string localFile, bool asRoot, IProgress<long>? progress, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
