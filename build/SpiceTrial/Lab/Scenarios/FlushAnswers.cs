namespace SpiceTrial.Lab;

/// <summary>What the device answers when an OOM asks it to flush its released resources; only "nothing" leads to an eviction.</summary>
public sealed record FlushAnswers
{
    /// <summary>Default: nothing released.</summary>
    public FlushKind Kind { get; init; }

    /// <summary>For <see cref="FlushKind.Share"/>: share of the flushes that release something.</summary>
    public double Share { get; init; }
}
