using System.Buffers;
using System.Runtime.CompilerServices;

namespace SpiceTrial.Sessions.Logs;

/// <summary>Whole lines of a log in a rented buffer.</summary>
/// <param name="Buffer">Goes back to the pool when the block has been scanned.</param>
/// <param name="Length">How much of the buffer is text.</param>
/// <param name="IsTorn">The last line has no end: the log ends there, or the line is longer than a block.</param>
readonly record struct LogBlock(byte[] Buffer, int Length, bool IsTorn)
{
    public ReadOnlySpan<byte> Text => Buffer.AsSpan(0, Length);

    public void Return() => ArrayPool<byte>.Shared.Return(Buffer);
}

/// <summary>Cuts a stream into blocks of whole lines.</summary>
static class LogBlocks
{
    /// <summary>Large enough that a read costs little, small enough that a few of them stay in a processor's cache.</summary>
    public const int Size = 1 << 20;

    public static async IAsyncEnumerable<LogBlock> ReadAsync(Stream stream, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(Size);
        var filled = 0;
        while (true)
        {
            var read = await stream.ReadAtLeastAsync(buffer.AsMemory(filled, Size - filled), Size - filled, throwOnEndOfStream: false, cancellationToken);
            var isEnd = read < Size - filled;
            filled += read;
            if (isEnd)
            {
                yield return new(buffer, filled, filled > 0 && buffer[filled - 1] != '\n');
                yield break;
            }

            var end = buffer.AsSpan(0, filled).LastIndexOf((byte)'\n') + 1;
            // A line that fills a whole block is garbage; cutting it keeps the memory bounded, and what stands in its rest still counts.
            var length = end == 0 ? filled : end;
            var next = ArrayPool<byte>.Shared.Rent(Size);
            buffer.AsSpan(length, filled - length).CopyTo(next);
            yield return new(buffer, length, end == 0);
            buffer = next;
            filled -= length;
        }
    }
}
