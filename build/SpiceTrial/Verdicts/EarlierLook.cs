using System.Text.Json.Serialization;

namespace SpiceTrial.Verdicts;

/// <summary>One comparison that was made before.</summary>
/// <param name="At">When.</param>
/// <param name="Baseline">The baseline's runs.</param>
/// <param name="Candidate">The candidate's.</param>
/// <param name="Video">Size of what was taken for the video.</param>
/// <param name="Verdict">What came out.</param>
/// <param name="Rule">By which rule.</param>
public sealed record EarlierLook(
    DateTimeOffset At, IReadOnlyList<LookedRun> Baseline, IReadOnlyList<LookedRun> Candidate, string? Video, Verdict Verdict, string Rule)
{
    /// <summary>How many of its runs are not among those that are compared now.</summary>
    [JsonIgnore]
    public int LeftOut { get; init; }

    internal string Words =>
        $"{At:yyyy-MM-dd HH:mm}: {Baseline.Count} and {Candidate.Count} runs{(Video is null ? "" : $", video {Video}")}, "
        + $"{Names.Dashed($"{Verdict}")}{(LeftOut > 0 ? $", {LeftOut} of them left out now" : "")}";

    /// <summary>It looked at runs of both arms that the other looks at too.</summary>
    internal bool Shares(EarlierLook other) =>
        Common(Baseline, other.Baseline) > 0 && Common(Candidate, other.Candidate) > 0;

    /// <summary>It is the very same look: the same runs and video.</summary>
    internal bool IsSame(EarlierLook other) => Video == other.Video
        && Common(Baseline, other.Baseline) == Math.Max(Baseline.Count, other.Baseline.Count)
        && Common(Candidate, other.Candidate) == Math.Max(Candidate.Count, other.Candidate.Count);

    internal static int Common(IReadOnlyList<LookedRun> one, IReadOnlyList<LookedRun> other) => one.Count(x => other.Any(x.Is));
}
