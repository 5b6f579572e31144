using System.ComponentModel.DataAnnotations;

namespace SpiceTrial.Lab;

/// <summary>When the guest runs out of memory.</summary>
public sealed record OomLoad
{
    /// <summary>Default: never.</summary>
    [Required]
    public OomWhen When { get; init; }

    /// <summary>A second; for before-frame, periodic and poisson.</summary>
    [Range(0.0, 1000)]
    public double Rate { get; init; }

    /// <summary>Milliseconds for which each OOM stops the guest. Default: 0.</summary>
    [Range(0.0, 10_000)]
    public double StallMs { get; init; }

    /// <summary>For the cycle: OOMs before certain frames, again and again.</summary>
    public IReadOnlyList<OomStep> Cycle { get; init; } = [];
}
