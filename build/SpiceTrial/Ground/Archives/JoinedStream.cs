namespace SpiceTrial.Ground;

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
