using SpiceTrial.Sessions;

namespace SpiceTrial.Verdicts;

/// <summary><c>sessions/comparisons.json</c>: every comparison that was made of two arms, so that looking again and again does not go
/// unseen.</summary>
/// <param name="Looks">In the order in which they were made.</param>
public sealed record ComparisonHistory(IReadOnlyList<EarlierLook> Looks)
{
    public const string FileName = "comparisons.json";

    public static async Task<ComparisonHistory> ReadAsync(string path, CancellationToken cancellationToken) =>
        File.Exists(path) ? await RecordFile.ReadAsync<ComparisonHistory>(path, cancellationToken) : new([]);

    /// <summary>
    /// Looks that were made before at some of these runs, in both arms: with fewer of them, or with others that are left out now. The same
    /// runs once more are the same look, and what was looked at after it does not change it.
    /// </summary>
    public IReadOnlyList<EarlierLook> Before(IReadOnlyList<RunFigures> baseline, IReadOnlyList<RunFigures> candidate)
    {
        var (b, c) = (Keys(baseline), Keys(candidate));
        return
        [
            .. Looks.TakeWhile(x => !x.IsOf(b, c)).Where(x => x.Baseline.Intersect(b).Any() && x.Candidate.Intersect(c).Any())
                .Select(x => x with { LeftOut = x.Baseline.Except(b).Count() + x.Candidate.Except(c).Count() }),
        ];
    }

    /// <summary>With this look, unless the same one is there already.</summary>
    public ComparisonHistory With(
        DateTimeOffset at, Comparison comparison, IReadOnlyList<RunFigures> baseline, IReadOnlyList<RunFigures> candidate)
    {
        var look = new EarlierLook(at, Keys(baseline), Keys(candidate), comparison.Verdict, comparison.Rule);
        return Looks.Any(x => x.IsOf(look.Baseline, look.Candidate)) ? this : new([.. Looks, look]);
    }

    /// <summary>A run by what does not change with its name or place.</summary>
    static List<string> Keys(IReadOnlyList<RunFigures> runs) =>
        [.. runs.Select(
            x => $"{x.Start?.UtcDateTime:yyyy-MM-ddTHH:mm:ss.ffffffZ} {x.DurationSeconds:0.######} s, {x.Ooms} OOMs, {x.FreeSome} "
                + $"free_some, {x.Creates} creates, {x.Stops} stops").Distinct().Order(StringComparer.Ordinal)];
}
