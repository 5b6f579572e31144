using SpiceTrial.Verdicts;

namespace SpiceTrial.Reports;

/// <summary>A comparison in words and rows, for pages, tables and terminals alike.</summary>
public static class VerdictWords
{
    public static string Name(Verdict verdict) =>
        verdict == Verdict.NotComparable ? "not comparable" : verdict.ToString().ToLowerInvariant();

    /// <summary>What the verdict means, in one sentence.</summary>
    public static string Meaning(Comparison comparison) => comparison.Verdict switch
    {
        Verdict.Confirmed when comparison.Candidate.Down > 0 =>
            "With the larger trace ring the video streams more, but not every run with it ended well.",
        Verdict.Confirmed => "With the larger trace ring the video streams more, and no harm was seen in these runs.",
        Verdict.Refuted => "The size of the trace ring is not why the video stalls in this workload.",
        Verdict.Regression => "With the larger trace ring something got worse. Do not deploy it.",
        Verdict.NotComparable => "These runs can't answer the question: more than the library differs between them, or too little does.",
        _ => comparison.RunsNeeded is { } runs
            ? $"These runs neither show nor exclude an effect. A trial of {runs} runs of each arm would: ./build.sh Plan --runs {runs}."
            : "These runs can't answer the question, and more of the same would not.",
    };

    public static string Tone(Verdict verdict) =>
        verdict switch { Verdict.Confirmed => "good", Verdict.Regression => "bad", Verdict.Refuted => "plain", _ => "open" };

    public static string Outcome(GuardOutcome outcome) =>
        outcome switch { GuardOutcome.Held => "held", GuardOutcome.Failed => "not held", _ => "not known" };

    /// <summary>The comparison as rows of name and value, for a terminal; the verdict stands below it. Notes stand on the page.</summary>
    public static IReadOnlyList<(string Name, string Value)> Rows(Comparison comparison) =>
    [
        .. comparison.Figures.Select(x => (x.Name,
            $"{Wording.Value(x, x.Baseline)} -> {Wording.Value(x, x.Candidate)} ({Wording.Interval(x)})")),
        .. comparison.Guards.Where(x => x.Outcome == GuardOutcome.Failed).Select(x => ($"not held: {x.Name}", x.Finding)),
        .. comparison.Excluded.Select(x => ("left out", $"{x.Tag}: {x.Why}")),
        .. comparison.Caveats.Select((x, i) => (i == 0 ? "but" : "", x)),
        .. comparison.Reasons.Select((x, i) => (i == 0 ? "reasons" : "", x)),
        ("rule", $"{comparison.Rule}{(comparison.Plan is { } plan ? $", plan {plan}" : ", without a plan")}"),
        ("", Meaning(comparison)),
    ];
}
