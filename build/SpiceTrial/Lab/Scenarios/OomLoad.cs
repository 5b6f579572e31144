namespace SpiceTrial.Lab;

/// <summary>When the guest runs out of memory.</summary>
public sealed record OomLoad
{
    /// <summary>Default: never.</summary>
    public OomWhen When { get; init; }

    /// <summary>A second; for before-frame, periodic and poisson.</summary>
    public double Rate { get; init; }

    /// <summary>Milliseconds for which each OOM stops the guest. Default: 0.</summary>
    public double StallMs { get; init; }

    /// <summary>For the heap: MiB that draws may hold.</summary>
    public double HeapMib { get; init; }

    /// <summary>For the cycle: OOMs before certain frames, again and again.</summary>
    public IReadOnlyList<OomStep> Cycle { get; init; } = [];
}
