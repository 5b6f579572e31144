using Renci.SshNet.Common;

namespace SpiceTrial.Hosts;

/// <summary>Commands over one SSH connection, each in a channel of its own.</summary>
sealed class SshConnection : IHostConnection
{
    readonly SshLogIn logIn;
    readonly RootAccess root;

    public SshConnection(SshLogIn logIn, Secrets secrets)
    {
        this.logIn = logIn;
        root = new RootAccess(this, logIn.Settings.User, secrets);
        Heartbeat = new Heartbeat(logIn.Client, logIn.Settings.AliveInterval, logIn.Settings.AliveCount);
    }

    /// <summary>Watches the connection, and is cancelled when it is lost.</summary>
    public Heartbeat Heartbeat { get; }

    public string Host => logIn.Settings.Host;

    public async Task<RemoteResult> RunAsync(RemoteCommand command, CancellationToken cancellationToken)
    {
        var gate = new Lock();
        void Pass(string line)
        {
            lock (gate)
                command.OnLine!(line);
        }

        Action<string>? onLine = command.OnLine is null ? null : Pass;
        BoundedLines output = new(onLine), error = new(onLine);
        var status = await RunAsync(command, output.ReadAsync, error.ReadAsync, cancellationToken);
        output.End();
        error.End();
        return new(status, output.Text, error.Text);
    }

    /// <summary>As the other, with the command's output read by the caller: bytes, of any length.</summary>
    public async Task<int> RunAsync(
        RemoteCommand command,
        Func<Stream, CancellationToken, Task> readOutput,
        Func<Stream, CancellationToken, Task> readError,
        CancellationToken cancellationToken)
    {
        var (words, input) = command.AsRoot ? await root.WrapAsync(command, cancellationToken) : (command.Words, command.Input);
        var text = RemoteShell.Line(words, hasInput: !string.IsNullOrEmpty(input));
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, Heartbeat.Lost);
        stop.CancelAfter(command.Timeout);
        // With a token of its own: the library blocks for seconds in its callbacks, and with it whoever cancels.
#pragma warning disable CA2000 // Holds no timer; the command that is given up may outlive this method.
        var giveUp = new CancellationTokenSource();
#pragma warning restore CA2000
        var running = Task.Run(
            () => RemoteExecution.RunAsync(logIn.Client, text, input, readOutput, readError, giveUp.Token), CancellationToken.None);
        _ = running.ContinueWith(
            task => task.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
        try
        {
            // Left alone when time is up: closing the channel of a connection that is gone may block.
            return await running.WaitAsync(stop.Token);
        }
        catch (OperationCanceledException e)
        {
            _ = Task.Run(giveUp.Cancel, CancellationToken.None);
            cancellationToken.ThrowIfCancellationRequested();
            throw Heartbeat.Lost.IsCancellationRequested ? Heartbeat.Error($"{Host}: {command}") : new TrialException(
                $"A command on the host did not end within {command.Timeout.TotalSeconds:0} s", $"{Host}: {command}",
                "Run it on the host by hand to see where it waits.", cause: e);
        }
        catch (SshException e) when (RemoteExecution.IsFull(e))
        {
            throw new TrialException("The host lets no further session into the connection", $"{Host}: {command}",
                "Raise MaxSessions in the host's sshd_config (10 is sshd's default) and reload its sshd.", cause: e);
        }
        catch (Exception e) when (ConnectError.IsOfConnection(e))
        {
            throw new TrialException(
                $"The connection broke while a command ran: {e.Message}",
                $"{Host}: {command}",
                "Look at the host; whether the command ended there is not known. Then run the target again.",
                cause: new ConnectionLostException(e.Message, e));
        }
    }

    public Task DownloadAsync(
        string remotePath, string localFile, bool asRoot, IProgress<long>? progress, CancellationToken cancellationToken) =>
        new FileDownload(this, remotePath, localFile, asRoot).RunAsync(progress, cancellationToken);

    // Not waited for: saying good-bye to a host that is gone would take until the time-out.
    public ValueTask DisposeAsync()
    {
        _ = Task.Run(logIn.Dispose, CancellationToken.None);
        root.Dispose();
        Heartbeat.Dispose();
        return ValueTask.CompletedTask;
    }
}
