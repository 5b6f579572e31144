using System.Buffers;
using Microsoft.Win32.SafeHandles;

namespace SpiceTrial.Sessions;

/// <summary>Cuts a log into pieces of whole lines and starts scanning each; the pieces' results come in the log's order.</summary>
static class LogBlocks
{
    /// <summary>What one thread takes at a time: large enough that handing it over costs little, and what it finds takes some MiB at
    /// most.</summary>
    const int Size = 1 << 20;

    /// <summary>The same of a file, where nothing is copied.</summary>
    const int Piece = 2 << 20;

    /// <summary>What it reads of a file at a time: it stays in the processor's own cache until it is scanned.</summary>
    const int Read = 128 << 10;

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
            var read = await stream.ReadAtLeastAsync(
                buffer.AsMemory(filled, Size - filled), Size - filled, throwOnEndOfStream: false, cancellationToken);
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
    public static async Task ScanAsync(
        SafeFileHandle file, long length, Func<Task<LogBatch>, ValueTask> yield, CancellationToken cancellationToken)
    {
        for (long start = 0; start < length; start += Piece)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var (from, to) = (start, Math.Min(start + Piece, length));
            await yield(Task.Run(() => ScanPiece(file, from, to, length), CancellationToken.None));
        }
    }

    static Task<LogBatch> Start(byte[] buffer, int length) => Task.Run(
        () =>
        {
            try
            {
                var batch = LogBatch.Rent();
                LogScanner.Scan(buffer.AsSpan(0, length), batch);
                return batch;
            }
            finally
            {
                ArrayPool<byte>.Shared.Return(buffer);
            }
        },
        CancellationToken.None);

    /// <summary>The lines that begin within the piece: a line over its end is read on, one from before its start is the previous
    /// piece's.</summary>
    static LogBatch ScanPiece(SafeFileHandle file, long from, long to, long length)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(Read);
        var batch = LogBatch.Rent();
        try
        {
            // Both sides of a cut decide by the same bytes, the first 16 KiB behind it and the byte before.
            var (at, end, filled) = (LineStart(file, buffer, from, length), LineStart(file, buffer, to, length), 0);
            while (at < end)
            {
                var wanted = (int)Math.Min(Read - filled, end - at);
                var read = ReadAt(file, buffer.AsSpan(filled, wanted), at);
                at = read < wanted ? end : at + read;
                filled += read;
                var whole = at == end ? filled : buffer.AsSpan(0, filled).LastIndexOf((byte)'\n') + 1;
                whole = filled - whole > LongestLine || whole == 0 ? filled : whole;
                LogScanner.Scan(buffer.AsSpan(0, whole), batch);
                buffer.AsSpan(whole, filled - whole).CopyTo(buffer);
                filled -= whole;
            }

            return batch;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <summary>Where the first line at or behind a cut begins; the cut itself where no line begins near it.</summary>
    static long LineStart(SafeFileHandle file, byte[] buffer, long cut, long length)
    {
        if (cut == 0 || cut >= length)
            return Math.Min(cut, length);
        var text = buffer.AsSpan(0, ReadAt(file, buffer.AsSpan(0, (int)Math.Min(LongestLine, length - cut + 1)), cut - 1));
        return cut + text.IndexOf((byte)'\n') is var start && start >= cut ? start : cut;
    }

    static int ReadAt(SafeFileHandle file, Span<byte> buffer, long offset)
    {
        var filled = 0;
        while (filled < buffer.Length && RandomAccess.Read(file, buffer[filled..], offset + filled) is > 0 and var read)
            filled += read;
        return filled;
    }
}
