using SpiceTrial.Reports;
using SpiceTrial.Verdicts;

namespace SpiceTrial.Terminal;

/// <summary>A comparison for a terminal.</summary>
public static class VerdictTable
{
    /// <summary>The figures; the first row is the heading.</summary>
    public static IEnumerable<IReadOnlyList<string>> Rows(Comparison comparison) =>
    [
        ["figure", "baseline", "candidate", "difference, 95%"],
        .. comparison.Figures.Select(x => (string[])[x.Name, Wording.Value(x, x.Baseline), Wording.Value(x, x.Candidate),
            x is { Low: null, High: null } ? "not known" : Wording.Interval(x)]),
    ];

    /// <summary>The rest of it in sentences, the reasons last. Notes stand on the page.</summary>
    public static IEnumerable<string> Sentences(Comparison comparison) =>
    [
        .. comparison.Guards.Where(x => x.Outcome == GuardOutcome.Failed).Select(x => $"not held: {x.Name}: {x.Finding}"),
        .. comparison.Excluded.Select(x => $"left out: {x.Tag}: {x.Why}"),
        .. comparison.Caveats.Select(x => $"but: {x}"),
        .. comparison.Reasons,
        $"By {comparison.Rule}{(comparison.Plan is { } plan ? $", plan {plan}" : ", without a plan")}. {VerdictWords.Meaning(comparison)}",
    ];
}
