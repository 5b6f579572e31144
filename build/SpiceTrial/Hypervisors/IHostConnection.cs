namespace SpiceTrial.Hypervisors;

/// <summary>A host whose identity has been checked and where commands can be run.</summary>
public interface IHostConnection : IAsyncDisposable
{
    /// <summary>The host as the operator names it.</summary>
    string Host { get; }

    /// <summary>
    /// Runs a program on the host. The words reach it as they are: no shell expands them. Any exit status is a result.
    /// </summary>
    /// <param name="command">The program and its arguments.</param>
    /// <param name="timeout">After this long the command is given up.</param>
    /// <param name="cancellationToken">Gives the command up at once.</param>
    /// <exception cref="TrialException">No end within the time-out, too much output, or the connection is gone.</exception>
    Task<RemoteResult> RunAsync(IReadOnlyList<string> command, TimeSpan timeout, CancellationToken cancellationToken);
}

/// <summary>How a command on a host ended.</summary>
/// <param name="ExitStatus">The program's own; 127 when the host has no such program.</param>
/// <param name="Output">Standard output.</param>
/// <param name="Error">Standard error.</param>
public sealed record RemoteResult(int ExitStatus, string Output, string Error);
