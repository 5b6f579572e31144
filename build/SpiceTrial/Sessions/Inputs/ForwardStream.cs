namespace SpiceTrial.Sessions.Inputs;

/// <summary>A stream that is only read forwards.</summary>
abstract class ForwardStream : Stream
{
    public sealed override bool CanRead => true;

    public sealed override bool CanSeek => false;

    public sealed override bool CanWrite => false;

    public sealed override long Length => throw new NotSupportedException();

    public sealed override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public sealed override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public abstract override int Read(Span<byte> buffer);

    public sealed override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    // Inflating is work of the processor and files come from the page cache: nothing is gained by another thread for each read.
    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        cancellationToken.IsCancellationRequested ? ValueTask.FromCanceled<int>(cancellationToken) : new(Read(buffer.Span));

    public sealed override void Flush()
    {
    }

    public sealed override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public sealed override void SetLength(long value) => throw new NotSupportedException();

    public sealed override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}

/// <summary>Gives back some bytes that were looked at before the rest.</summary>
sealed class PeekedStream(ReadOnlyMemory<byte> head, Stream rest) : ForwardStream
{
    ReadOnlyMemory<byte> head = head;

    public override int Read(Span<byte> buffer)
    {
        if (head.IsEmpty)
            return rest.Read(buffer);
        var count = Math.Min(buffer.Length, head.Length);
        head.Span[..count].CopyTo(buffer);
        head = head[count..];
        return count;
    }
}

/// <summary>Counts what comes out of an archive against what its input may cost.</summary>
sealed class CountedStream(Stream inner, InputBudget budget) : ForwardStream
{
    public override int Read(Span<byte> buffer)
    {
        var read = inner.Read(buffer);
        budget.Take(read);
        return read;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            inner.Dispose();
        base.Dispose(disposing);
    }
}

/// <summary>Ends where its inner stream turns out to be damaged, and says how: what came before it still counts.</summary>
sealed class TolerantStream(Stream inner) : ForwardStream
{
    /// <summary>Why it ended early, or <c>null</c>.</summary>
    public string? Damage { get; private set; }

    public override int Read(Span<byte> buffer)
    {
        if (Damage is not null)
            return 0;
        try
        {
            return inner.Read(buffer);
        }
        catch (Exception e) when (Damaged.Is(e))
        {
            Damage = e.Message;
            return 0;
        }
    }
}

/// <summary>One stream after the other.</summary>
sealed class JoinedStream(IReadOnlyList<Func<Stream>> parts) : ForwardStream
{
    Stream? current;
    int next;

    public override int Read(Span<byte> buffer)
    {
        while (true)
        {
            if (current?.Read(buffer) is > 0 and var read)
                return read;
            current?.Dispose();
            current = null;
            if (next >= parts.Count || buffer.IsEmpty)
                return 0;
            current = parts[next++]();
        }
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            current?.Dispose();
        base.Dispose(disposing);
    }
}

/// <summary>What the readers of archives throw when the archive is at fault.</summary>
static class Damaged
{
    public static bool Is(Exception e) => e is InvalidDataException or EndOfStreamException or FormatException or OverflowException or NotSupportedException
        || (e is IOException && e.GetType().Name.Contains("ZLib", StringComparison.Ordinal));
}
