namespace SpiceTrial.Ground;

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
