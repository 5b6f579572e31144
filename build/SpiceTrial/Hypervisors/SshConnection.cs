using Renci.SshNet;
using Renci.SshNet.Common;

namespace SpiceTrial.Hypervisors;

/// <summary>Commands over one SSH connection, each in a channel of its own.</summary>
sealed class SshConnection(string host, SshClient client) : IHostConnection
{
    public string Host => host;

    public async Task<RemoteResult> RunAsync(IReadOnlyList<string> command, TimeSpan timeout, CancellationToken cancellationToken)
    {
        var text = RemoteShell.Quote(command);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        stop.CancelAfter(timeout);
        var running = Task.Run(() => ExecuteAsync(text, stop.Token), CancellationToken.None);
        _ = running.ContinueWith(task => task.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
        try
        {
            // Left alone when time is up: closing the channel of a connection that is gone may block.
            return await running.WaitAsync(stop.Token);
        }
        catch (OperationCanceledException e)
        {
            cancellationToken.ThrowIfCancellationRequested();
            throw new TrialException(
                $"A command on the host did not end within {timeout.TotalSeconds:0} s", $"{host}: {text}", "Run it on the host by hand to see where it waits.", cause: e);
        }
        catch (Exception e) when (e is SshException or ObjectDisposedException or IOException or InvalidOperationException)
        {
            throw new TrialException(
                $"The connection broke while a command ran: {e.Message}", $"{host}: {text}", "Look at the host; whether the command ended there is not known. Then run the target again.", cause: e);
        }
    }

    // Not waited for: saying good-bye to a host that is gone would take until the time-out.
    public ValueTask DisposeAsync()
    {
        _ = Task.Run(client.Dispose, CancellationToken.None);
        return ValueTask.CompletedTask;
    }

    async Task<RemoteResult> ExecuteAsync(string text, CancellationToken stop)
    {
        using var command = client.CreateCommand(text);
        var execution = command.ExecuteAsync(stop);
        var output = BoundedReader.ReadAsync(command.OutputStream, stop);
        var error = BoundedReader.ReadAsync(command.ExtendedOutputStream, stop);
        // The first to fail decides: a stream with too much on it must not wait for the command's end.
        await foreach (var task in Task.WhenEach(execution, output, error).WithCancellation(stop))
            await task;
        return command.ExitStatus is { } status
            ? new(status, await output, await error)
            : throw new SshException(command.ExitSignal is { } signal ? $"it was ended there by SIG{signal}" : "the host gave no exit status");
    }
}
