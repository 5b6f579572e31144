using System.Threading.Channels;
using SpiceTrial.Sessions.Figures;
using SpiceTrial.Sessions.Logs;

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

    internal static async Task<LogContent> ReadPartsAsync(Stream log, LogOptions options, CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var scans = Channel.CreateBounded<Task<(LogBatch Batch, int Length, bool IsTorn)>>(new BoundedChannelOptions(Ahead) { SingleReader = true, SingleWriter = true });
        var reading = Task.Run(() => ScanAsync(log, scans.Writer, stop.Token), CancellationToken.None);
        var runs = new RunCollector(options);
        long bytes = 0;
        try
        {
            await foreach (var scan in scans.Reader.ReadAllAsync(stop.Token))
            {
                var (batch, length, isTorn) = await scan;
                runs.Add(batch, isTorn);
                options.Progress?.Report(bytes += length);
            }
        }
        finally
        {
            await stop.CancelAsync();
            await reading.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        await reading;
        return runs.Finish(isEmpty: bytes == 0);
    }

    /// <summary>Scans pieces at the same time and hands them on in their order.</summary>
    static async Task ScanAsync(Stream log, ChannelWriter<Task<(LogBatch, int, bool)>> scans, CancellationToken cancellationToken)
    {
        Exception? failure = null;
        try
        {
            await foreach (var block in LogBlocks.ReadAsync(log, cancellationToken))
                await scans.WriteAsync(Task.Run(() => Scan(block), CancellationToken.None), cancellationToken);
        }
        catch (Exception e)
        {
            failure = e;
            throw;
        }
        finally
        {
            scans.TryComplete(failure);
        }
    }

    static (LogBatch Batch, int Length, bool IsTorn) Scan(LogBlock block)
    {
        try
        {
            return (LogScanner.Scan(block.Text), block.Length, block.IsTorn);
        }
        finally
        {
            block.Return();
        }
    }
}

/// <summary>What a log held.</summary>
/// <param name="Runs">In the log's order.</param>
/// <param name="HasSpice">Some line was a spice-server's.</param>
/// <param name="Starts">Domain starts that never came to a spice-server's first line.</param>
/// <param name="IsEmpty">Not one byte.</param>
sealed record LogContent(IReadOnlyList<RunFigures> Runs, bool HasSpice, int Starts, bool IsEmpty);
