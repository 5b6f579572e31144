namespace SpiceTrial.Ground;

/// <summary>One stream after the other.</summary>
sealed class JoinedStream(IReadOnlyList<Func<Stream>> parts) : ForwardStream
{
    Stream? current;
    int next;

    public override int Read(Span<byte> buffer)
    {
        while (!buffer.IsEmpty)
        {
            if (current?.Read(buffer) is > 0 and var read)
                return read;
            current?.Dispose();
            current = null;
            if (next >= parts.Count)
                break;
            current = parts[next++]();
        }

        return 0;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            current?.Dispose();
        base.Dispose(disposing);
    }
}
