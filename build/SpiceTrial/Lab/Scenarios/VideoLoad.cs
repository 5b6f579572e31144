using System.ComponentModel.DataAnnotations;

namespace SpiceTrial.Lab;

/// <summary>A video that is played with pauses.</summary>
public sealed record VideoLoad
{
    /// <summary>Default: 1024x768.</summary>
    [Range(1, SpiceTrial.Lab.Size.Largest)]
    public Size Size { get; init; } = new(1024, 768);

    /// <summary>Left edge. Default: 0.</summary>
    [Range(0, SpiceTrial.Lab.Size.Largest)]
    public int Left { get; init; }

    /// <summary>Top edge. Default: 0.</summary>
    [Range(0, SpiceTrial.Lab.Size.Largest)]
    public int Top { get; init; }

    /// <summary>Frames a second. Default: 30.</summary>
    [Range(0.1, 240)]
    public double Fps { get; init; } = 30;

    /// <summary>Each frame comes up to this share of the period early or late. Default: 0.</summary>
    [Range(0, 0.5)]
    public double Jitter { get; init; }

    /// <summary>Default: natural.</summary>
    public Content Content { get; init; } = Content.Natural;

    /// <summary>Seconds of a play. Default: 10.</summary>
    [Range(0.1, 3600)]
    public double Play { get; init; } = 10;

    /// <summary>Seconds between two plays. Default: 2.5.</summary>
    [Range(0.0, 3600)]
    public double Pause { get; init; } = 2.5;
}
