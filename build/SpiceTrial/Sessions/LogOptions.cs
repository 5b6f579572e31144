namespace SpiceTrial.Sessions;

/// <summary>What is known of a log besides its text.</summary>
public sealed record LogOptions(string Tag)
{
    public Arm Arm { get; init; } = Arm.Unknown;

    /// <summary>Size of the video in pixels; by default the largest region is taken for it.</summary>
    public (int Width, int Height)? Video { get; init; }

    /// <summary>Times are kept for plots; a log of many runs keeps those of its first ones.</summary>
    internal bool WithTimeline { get; init; } = true;

    /// <summary>Told about after each piece of the log: bytes read so far.</summary>
    public IProgress<long>? Progress { get; init; }
}
