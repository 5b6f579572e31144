using System.Threading.Channels;
using Microsoft.Win32.SafeHandles;

namespace SpiceTrial.Sessions;

/// <summary>Reads the log of a spice-server: one pass, in bounded memory, whatever its size.</summary>
public static class SessionLog
{
    // Pieces between the reader and the end: enough that neither waits, and a few MiB at most.
    const int Ahead = 4;

    /// <summary>The runs in a log (plain text), in its order: a new one begins wherever a process started.</summary>
    /// <param name="log">Read to its end, once.</param>
    /// <param name="options">The tag that the runs get, and what else is known.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <returns>Empty when no line is a spice-server's.</returns>
    public static async Task<IReadOnlyList<RunFigures>> ReadAsync(Stream log, LogOptions options, CancellationToken cancellationToken) =>
        (await ReadPartsAsync(log, options, cancellationToken)).Runs;

    internal static Task<LogContent> ReadPartsAsync(Stream log, LogOptions options, CancellationToken cancellationToken) =>
        CollectAsync((yield, token) => LogBlocks.ScanAsync(log, yield, token), options, cancellationToken);

    /// <summary>The same of a file, which several threads read at once.</summary>
    internal static Task<LogContent> ReadPartsAsync(
        SafeFileHandle log, long length, LogOptions options, CancellationToken cancellationToken) =>
        CollectAsync((yield, token) => LogBlocks.ScanAsync(log, length, yield, token), options, cancellationToken);

    static async Task<LogContent> CollectAsync(
        Func<Func<Task<LogBatch>, ValueTask>, CancellationToken, Task> scan, LogOptions options, CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var batches = Channel.CreateBounded<Task<LogBatch>>(new BoundedChannelOptions(Ahead) { SingleReader = true, SingleWriter = true });
        var scanning = Task.Run(() => scan(x => batches.Writer.WriteAsync(x, stop.Token), stop.Token), CancellationToken.None);
        _ = scanning.ContinueWith(x => batches.Writer.TryComplete(x.Exception?.InnerException), CancellationToken.None,
            TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        var runs = new RunCollector(options);
        long bytes = 0;
        try
        {
            await foreach (var scanned in batches.Reader.ReadAllAsync(stop.Token))
            {
                var batch = await scanned;
                runs.Add(batch);
                options.Progress?.Report(bytes += batch.Length);
                batch.Return();
            }
        }
        finally
        {
            await stop.CancelAsync();
            await scanning.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        await scanning;
        return runs.Finish();
    }
}
