using System.ComponentModel.DataAnnotations;

namespace SpiceTrial.Lab;

/// <summary>Draws around the video: window decoration, widgets, text.</summary>
public sealed record ChromeLoad
{
    /// <summary>Default: 100x100.</summary>
    [Range(1, SpiceTrial.Lab.Size.Largest)]
    public Size Size { get; init; } = new(100, 100);

    /// <summary>How many fixed places are drawn to. Default: 60.</summary>
    [Range(1, 4096)]
    public int Places { get; init; } = 60;

    /// <summary>Draws a second over all places, or <c>null</c> when <see cref="PerFrame"/> counts.</summary>
    [Range(0.0, 20_000)]
    public double? Rate { get; init; }

    /// <summary>Draws directly after each video frame, and none in pauses; or <c>null</c>.</summary>
    [Range(0, 1000)]
    public int? PerFrame { get; init; }

    /// <summary>Each draw comes up to this share of the period early or late. Default: 0.</summary>
    [Range(0, 0.5)]
    public double Jitter { get; init; }

    /// <summary>With <see cref="Rate"/>: seconds for which it is drawn before each pause. Default: 10.</summary>
    [Range(0.1, 3600)]
    public double Play { get; init; } = 10;

    /// <summary>With <see cref="Rate"/>: seconds between; 0 is no pause. Default: 0.</summary>
    [Range(0.0, 3600)]
    public double Pause { get; init; }

    /// <summary>Default: text.</summary>
    public Content Content { get; init; } = Content.Text;

    /// <summary>Default: round-robin.</summary>
    public PlaceOrder Order { get; init; }

    /// <summary>Default: beside the video.</summary>
    public PlaceWhere Where { get; init; }
}
