using System.Globalization;
using SpiceTrial.Json;
using SpiceTrial.Sessions;

namespace SpiceTrial.Verdicts;

/// <summary><c>sessions/comparisons.json</c>: every comparison that was made of two arms, so that looking again and again does not go unseen.</summary>
/// <param name="Looks">In the order in which they were made.</param>
public sealed record ComparisonHistory(IReadOnlyList<EarlierLook> Looks)
{
    public const string FileName = "comparisons.json";

    public static async Task<ComparisonHistory> ReadAsync(string path, CancellationToken cancellationToken) =>
        File.Exists(path) ? await RecordFile.ReadAsync<ComparisonHistory>(path, cancellationToken) : new([]);

    /// <summary>Looks at these arms when they had fewer runs. The same runs once more are the same look.</summary>
    public IReadOnlyList<EarlierLook> Before(IReadOnlyList<RunFigures> baseline, IReadOnlyList<RunFigures> candidate)
    {
        var (b, c) = (Keys(baseline), Keys(candidate));
        return [.. Looks.Where(x => x.Baseline.All(b.Contains) && x.Candidate.All(c.Contains) && x.Baseline.Count + x.Candidate.Count < b.Count + c.Count)];
    }

    /// <summary>With this look, unless the same one is there already.</summary>
    public ComparisonHistory With(DateTimeOffset at, Comparison comparison, IReadOnlyList<RunFigures> baseline, IReadOnlyList<RunFigures> candidate)
    {
        var look = new EarlierLook(at, Keys(baseline), Keys(candidate), comparison.Verdict, comparison.Rule);
        return Looks.Any(x => x.Baseline.SequenceEqual(look.Baseline) && x.Candidate.SequenceEqual(look.Candidate)) ? this : new([.. Looks, look]);
    }

    /// <summary>A run by what does not change with its name or place.</summary>
    static List<string> Keys(IReadOnlyList<RunFigures> runs) =>
        [.. runs.Select(x => string.Create(CultureInfo.InvariantCulture, $"{x.Start?.UtcDateTime:yyyy-MM-ddTHH:mm:ss.ffffffZ} {x.DurationSeconds:0.######} s, {x.Ooms} OOMs, {x.FreeSome} free_some, {x.Creates} creates, {x.Stops} stops")).Distinct().Order(StringComparer.Ordinal)];
}

/// <summary>One comparison that was made before.</summary>
/// <param name="At">When.</param>
/// <param name="Baseline">The baseline's runs by start, length and counts.</param>
/// <param name="Candidate">The candidate's.</param>
/// <param name="Verdict">What came out.</param>
/// <param name="Rule">By which rule.</param>
public sealed record EarlierLook(DateTimeOffset At, IReadOnlyList<string> Baseline, IReadOnlyList<string> Candidate, Verdict Verdict, string Rule)
{
    internal string Words => string.Create(CultureInfo.InvariantCulture, $"{At:yyyy-MM-dd HH:mm}: {Baseline.Count} and {Candidate.Count} runs, {Verdict.ToString().ToLowerInvariant()}");
}
