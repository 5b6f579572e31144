using System.Buffers;
using Microsoft.Win32.SafeHandles;

namespace SpiceTrial.Sessions.Logs;

/// <summary>Cuts a log into pieces of whole lines and starts scanning each; the pieces' results come in the log's order.</summary>
static class LogBlocks
{
    /// <summary>Large enough that a read costs little, small enough to stay in a processor's own cache.</summary>
    const int Size = 1 << 20;

    // A line is some hundred bytes, an argument a few KiB. A longer one is garbage; it is cut, and what stands in its rest still counts.
    const int LongestLine = 16 << 10;

    /// <summary>A stream is read by one thread while others scan what came before.</summary>
    public static async Task ScanAsync(Stream stream, Func<Task<LogBatch>, ValueTask> yield, CancellationToken cancellationToken)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(Size);
        var filled = 0;
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var read = await stream.ReadAtLeastAsync(buffer.AsMemory(filled, Size - filled), Size - filled, throwOnEndOfStream: false, cancellationToken);
            var isEnd = read < Size - filled;
            filled += read;
            var end = isEnd ? filled : buffer.AsSpan(0, filled).LastIndexOf((byte)'\n') + 1;
            var length = filled - end > LongestLine || end == 0 ? filled : end;
            var next = isEnd ? [] : ArrayPool<byte>.Shared.Rent(Size);
            buffer.AsSpan(length, filled - length).CopyTo(next);
            await yield(Start(buffer, length));
            if (isEnd)
                return;
            buffer = next;
            filled -= length;
        }
    }

    /// <summary>A file is read by the threads that scan it, each a piece of its own.</summary>
    public static async Task ScanAsync(SafeFileHandle file, long length, Func<Task<LogBatch>, ValueTask> yield, CancellationToken cancellationToken)
    {
        for (long start = 0; start < length; start += Size)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var (from, to) = (start, Math.Min(start + Size, length));
            await yield(Task.Run(() => ScanPiece(file, from, to, length), CancellationToken.None));
        }
    }

    static Task<LogBatch> Start(byte[] buffer, int length) => Task.Run(
        () =>
        {
            try
            {
                return Scan(buffer.AsSpan(0, length));
            }
            finally
            {
                ArrayPool<byte>.Shared.Return(buffer);
            }
        },
        CancellationToken.None);

    /// <summary>The lines that begin within the piece: a line over its end is read on, one from before its start is the previous piece's.</summary>
    static LogBatch ScanPiece(SafeFileHandle file, long from, long to, long length)
    {
        var before = from > 0 ? 1 : 0;
        var wanted = (int)(Math.Min(to + LongestLine, length) - from) + before;
        var buffer = ArrayPool<byte>.Shared.Rent(Size + LongestLine + 1);
        try
        {
            var text = buffer.AsSpan(0, ReadAt(file, buffer.AsSpan(0, wanted), from - before));
            // Both sides of a cut decide by the same bytes, the first 16 KiB behind it and the byte before.
            var start = from == 0 ? 0 : LineStart(text);
            var size = (int)(to - from) + before;
            var end = to >= length || text.Length <= size ? text.Length : size - 1 + LineStart(text[(size - 1)..]);
            return Scan(start < end ? text[start..end] : []);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <summary>Where the first line begins, the first byte being the one before a cut; the cut itself where no line begins near it.</summary>
    static int LineStart(ReadOnlySpan<byte> text)
    {
        var end = text[..Math.Min(text.Length, LongestLine)].IndexOf((byte)'\n');
        return end < 0 ? 1 : end + 1;
    }

    static LogBatch Scan(ReadOnlySpan<byte> text)
    {
        var batch = LogBatch.Rent();
        batch.Length = text.Length;
        batch.IsTorn = text.Length > 0 && text[^1] != '\n';
        LogScanner.Scan(text, batch);
        return batch;
    }

    static int ReadAt(SafeFileHandle file, Span<byte> buffer, long offset)
    {
        var filled = 0;
        while (filled < buffer.Length && RandomAccess.Read(file, buffer[filled..], offset + filled) is > 0 and var read)
            filled += read;
        return filled;
    }
}
