using Renci.SshNet;

namespace SpiceTrial.Hosts;

/// <summary>
/// Notices that a connection fell silent: the kernel would wait a quarter of an hour, and the library's own
/// keep-alive asks for no answer. Once in an interval the host has to run <c>true</c>.
/// </summary>
sealed class Heartbeat : IDisposable
{
    readonly SshClient client;
    readonly TimeSpan interval;
    readonly TimeSpan longest;
    readonly CancellationTokenSource lost = new();
    readonly CancellationTokenSource stop = new();

    public Heartbeat(SshClient client, TimeSpan interval, int missed)
    {
        this.client = client;
        this.interval = interval;
        longest = interval * Math.Max(missed, 1);
        Lost = lost.Token;
        _ = BeatAsync(stop.Token);
    }

    /// <summary>Cancelled when the host has not answered for as long as <c>ServerAliveInterval</c> and <c>ServerAliveCountMax</c>
    /// say.</summary>
    public CancellationToken Lost { get; }

    public TrialException Error(string where) => new(
        $"The connection fell silent: the host did not answer for {longest.TotalSeconds:0} s",
        where,
        "Look at the network and at the host; whether what ran there ended is not known. Then run the target again.",
        cause: new ConnectionLostException("no answer from the host"));

    public void Dispose()
    {
        stop.Cancel();
        stop.Dispose();
        lost.Dispose();
    }

    async Task BeatAsync(CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(interval);
        try
        {
            while (await timer.WaitForNextTickAsync(cancellationToken))
                await AskAsync(cancellationToken).WaitAsync(longest, cancellationToken);
        }
        catch (TimeoutException)
        {
            if (!cancellationToken.IsCancellationRequested)
                await lost.CancelAsync();
        }
        catch (OperationCanceledException)
        {
            // The connection is not needed any more.
        }
    }

    async Task AskAsync(CancellationToken cancellationToken)
    {
        try
        {
            Task Ignore(Stream stream, CancellationToken stop) => stream.CopyToAsync(Stream.Null, stop);
            await Task.Run(() => RemoteExecution.RunAsync(
                client, RemoteShell.Line(["true"], hasInput: false), input: null, Ignore, Ignore, cancellationToken, tries: 1),
                cancellationToken);
        }
        catch (Exception e) when (ConnectError.IsOfConnection(e))
        {
            // An answer, even if it is no: that the connection broke, the waiting command hears by itself.
        }
    }
}
