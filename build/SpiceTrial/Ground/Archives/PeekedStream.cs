namespace SpiceTrial.Ground;

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
