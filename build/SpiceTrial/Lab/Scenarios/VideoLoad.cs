namespace SpiceTrial.Lab;

/// <summary>A video that is played with pauses.</summary>
public sealed record VideoLoad
{
    /// <summary>Default: 1024x768.</summary>
    public Size Size { get; init; } = new(1024, 768);

    /// <summary>Left edge. Default: 0.</summary>
    public int Left { get; init; }

    /// <summary>Top edge. Default: 0.</summary>
    public int Top { get; init; }

    /// <summary>Frames a second. Default: 30.</summary>
    public double Fps { get; init; } = 30;

    /// <summary>Each frame comes up to this share of the period early or late. Default: 0.</summary>
    public double Jitter { get; init; }

    /// <summary>Default: natural.</summary>
    public Content Content { get; init; } = Content.Natural;

    /// <summary>Seconds of a play. Default: 10.</summary>
    public double Play { get; init; } = 10;

    /// <summary>Seconds between two plays. Default: 2.5.</summary>
    public double Pause { get; init; } = 2.5;
}
