using SpiceTrial.Hosts;

namespace SpiceTrial.Trial;

/// <summary>What the operator asked for.</summary>
public sealed record RolloutRequest
{
    /// <summary>Of the rollout.</summary>
    public required string Name { get; init; }

    /// <summary>Where the record is kept.</summary>
    public required string Folder { get; init; }

    /// <summary>The comparison that stands between waves.</summary>
    public required string Comparison { get; init; }

    /// <summary>Default: that of the record.</summary>
    public string? Inventory { get; init; }

    /// <summary>Default: that of the record.</summary>
    public string? Group { get; init; }

    /// <summary>Default: that of the record, else <see cref="WaveSizes.Default"/>.</summary>
    public string? Waves { get; init; }

    /// <summary>Bring what a run that died left to an end. Default: no.</summary>
    public bool Resume { get; init; }

    /// <summary>Take back. Default: no.</summary>
    public bool Revert { get; init; }

    /// <summary>From which wave on, from 1. Default: from the first.</summary>
    public int? RevertFrom { get; init; }

    /// <summary>A line for each host's shell. Default: that of the record, else none.</summary>
    public string? HealthCommand { get; init; }

    /// <summary>What Install would be told.</summary>
    public InstallOptions Install { get; init; } = new();

    /// <summary>How long a host is waited for that does not answer, or is still at work: a part of what its switch waits.</summary>
    public TimeSpan Patience => Install.ConfirmWithin / 5;

    /// <summary>After this long a host's switch has acted, wherever it is: it looks every 15 seconds, and taking back takes some.</summary>
    public TimeSpan SwitchActs => Install.ConfirmWithin + TimeSpan.FromMinutes(1);
}
