using System.Buffers;

namespace SpiceTrial.Sessions;

/// <summary>Reads the log of a spice-server: one pass, in bounded memory, whatever its size.</summary>
public static class SessionLog
{
    /// <summary>What is scanned at a time: what it holds takes some MiB at most.</summary>
    const int Size = 1 << 20;

    /// <summary>The runs in a log (plain text), in its order: a new one begins wherever a process started.</summary>
    /// <param name="log">Read to its end, once.</param>
    /// <param name="options">The tag that the runs get, and what else is known.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <returns>Empty when no line is a spice-server's.</returns>
    public static async Task<IReadOnlyList<RunFigures>> ReadAsync(Stream log, LogOptions options, CancellationToken cancellationToken) =>
        (await ReadPartsAsync(log, options, cancellationToken)).Runs;

    internal static async Task<LogContent> ReadPartsAsync(Stream log, LogOptions options, CancellationToken cancellationToken)
    {
        var (runs, batch) = (new RunCollector(options), new LogBatch());
        var (filled, bytes) = (0, 0L);
        var buffer = ArrayPool<byte>.Shared.Rent(Size);
        try
        {
            while (true)
            {
                cancellationToken.ThrowIfCancellationRequested();
                var read = await log.ReadAtLeastAsync(
                    buffer.AsMemory(filled, Size - filled), Size - filled, throwOnEndOfStream: false, cancellationToken);
                var isEnd = read < Size - filled;
                filled += read;
                // A line that is longer than this is garbage; it is cut, and what stands in its rest still counts.
                var length = isEnd ? filled : buffer.AsSpan(0, filled).LastIndexOf((byte)'\n') is >= 0 and var last ? last + 1 : filled;
                batch.Clear();
                LogScanner.Scan(buffer.AsSpan(0, length), batch);
                runs.Add(batch);
                options.Progress?.Report(bytes += length);
                if (isEnd)
                    return runs.Finish();
                buffer.AsSpan(length, filled - length).CopyTo(buffer);
                filled -= length;
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
