using SpiceTrial.Hosts;

namespace SpiceTrial.EndToEnd.Ssh;

/// <summary>Commands of tests: words and a time-out.</summary>
static class CommandWords
{
    public static Task<RemoteResult> RunAsync(
        this IHostConnection connection, IReadOnlyList<string> command, TimeSpan timeout, CancellationToken cancellationToken) =>
        connection.RunAsync(new RemoteCommand(command) { Timeout = timeout }, cancellationToken);
}
