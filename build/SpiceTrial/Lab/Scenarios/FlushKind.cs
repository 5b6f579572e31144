namespace SpiceTrial.Lab;

public enum FlushKind
{
    Nothing,

    /// <summary>Something in a share of the flushes.</summary>
    Share,
}
