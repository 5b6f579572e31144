namespace SpiceTrial.Ground;

/// <summary>What the readers of archives throw when the archive is at fault.</summary>
static class Damaged
{
    public static bool Is(Exception e) =>
        e is InvalidDataException or EndOfStreamException or FormatException or OverflowException or NotSupportedException
        || (e is IOException && e.GetType().Name.Contains("ZLib", StringComparison.Ordinal));
}
