using System.ComponentModel.DataAnnotations;
using YamlDotNet.Serialization;

namespace SpiceTrial.Lab;

/// <summary>What the device answers when an OOM asks it to flush its released resources; only "nothing" leads to an eviction.</summary>
public sealed record FlushAnswers
{
    /// <summary>Default: nothing released.</summary>
    [Required, YamlMember(Alias = "answers")]
    public FlushKind Kind { get; init; }

    /// <summary>For <see cref="FlushKind.Share"/>: share of the flushes that release something.</summary>
    [Range(0.0, 1)]
    public double Share { get; init; }
}
