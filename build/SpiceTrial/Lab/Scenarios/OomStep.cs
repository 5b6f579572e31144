using System.ComponentModel.DataAnnotations;

namespace SpiceTrial.Lab;

/// <summary>One stop of a cycle.</summary>
public sealed record OomStep
{
    /// <summary>Frames since the stop before.</summary>
    [Required, Range(1, 100_000)]
    public int Frames { get; init; }

    /// <summary>One OOM for each: whether flushing released something, so that nothing is evicted.</summary>
    public IReadOnlyList<bool> Answers { get; init; } = [];
}
