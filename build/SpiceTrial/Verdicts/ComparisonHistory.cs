using SpiceTrial.Sessions;

namespace SpiceTrial.Verdicts;

/// <summary><c>comparisons.json</c>: every comparison that was made of two arms, so that looking again and again does not go
/// unseen.</summary>
/// <param name="Looks">In the order in which they were made.</param>
public sealed record ComparisonHistory(IReadOnlyList<EarlierLook> Looks)
{
    public const string FileName = "comparisons.json";

    /// <summary>What all these files keep, in the order of time; a look that stands in two of them is one.</summary>
    public static async Task<ComparisonHistory> ReadAsync(IEnumerable<string> paths, CancellationToken cancellationToken)
    {
        var looks = new List<EarlierLook>();
        foreach (var path in paths.Where(File.Exists))
            looks.AddRange((await RecordFile.ReadAsync<ComparisonHistory>(path, cancellationToken)).Looks);
        return looks.OrderBy(x => x.At).Aggregate(new ComparisonHistory([]), (all, x) => all.With(x));
    }

    public static EarlierLook Look(IReadOnlyList<RunFigures> baseline, IReadOnlyList<RunFigures> candidate, VideoSize? video) =>
        new(DateTimeOffset.UtcNow, [.. baseline.Select(LookedRun.Of)], [.. candidate.Select(LookedRun.Of)],
            (video ?? VideoSize.Largest(baseline.Concat(candidate)))?.ToString(), Verdict.Inconclusive, VerdictRule.Id);

    /// <summary>
    /// Looks that were made before at some of these runs, in both arms: with other runs, or at another video. The same look once more is
    /// the same, and what was looked at after it does not change it.
    /// </summary>
    public IReadOnlyList<EarlierLook> Before(EarlierLook look) =>
    [
        .. Looks.TakeWhile(x => !x.IsSame(look)).Where(x => x.Shares(look)).Select(x => x with
        {
            LeftOut = x.Baseline.Count + x.Candidate.Count - EarlierLook.Common(x.Baseline, look.Baseline)
                - EarlierLook.Common(x.Candidate, look.Candidate),
        }),
    ];

    /// <summary>With this look, unless the same one is there already.</summary>
    public ComparisonHistory With(EarlierLook look) => Looks.Any(x => x.IsSame(look)) ? this : new([.. Looks, look]);
}
