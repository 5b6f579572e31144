using System.Text.Json.Serialization;

namespace SpiceTrial.Verdicts;

/// <summary>One comparison that was made before.</summary>
/// <param name="At">When.</param>
/// <param name="Baseline">The baseline's runs by start, length and counts.</param>
/// <param name="Candidate">The candidate's.</param>
/// <param name="Verdict">What came out.</param>
/// <param name="Rule">By which rule.</param>
public sealed record EarlierLook(
    DateTimeOffset At, IReadOnlyList<string> Baseline, IReadOnlyList<string> Candidate, Verdict Verdict, string Rule)
{
    /// <summary>How many of its runs are not among those that are compared now.</summary>
    [JsonIgnore]
    public int LeftOut { get; init; }

    internal string Words => $"{At:yyyy-MM-dd HH:mm}: {Baseline.Count} and {Candidate.Count} runs, "
            + $"{Verdict.ToString().ToLowerInvariant()}{(LeftOut > 0 ? $", {LeftOut} of them left out now" : "")}";

    internal bool IsOf(IReadOnlyList<string> baseline, IReadOnlyList<string> candidate) =>
        Baseline.SequenceEqual(baseline) && Candidate.SequenceEqual(candidate);
}
