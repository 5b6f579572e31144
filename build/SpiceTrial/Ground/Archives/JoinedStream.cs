namespace SpiceTrial.Ground;

/// <summary>One stream after the other; each is closed at its end.</summary>
sealed class JoinedStream(params IReadOnlyList<Stream> parts) : ForwardStream
{
    int current;

    public override int Read(Span<byte> buffer)
    {
        while (current < parts.Count && !buffer.IsEmpty)
        {
            if (parts[current].Read(buffer) is > 0 and var read)
                return read;
            parts[current++].Dispose();
        }

        return 0;
    }
}
