using SpiceTrial.Verdicts;

namespace SpiceTrial.Reports;

/// <summary>A comparison in words and rows, for pages, tables and terminals alike.</summary>
public static class VerdictWords
{
    public static string Name(Verdict verdict) =>
        verdict == Verdict.NotComparable ? "not comparable" : Printable.Word(verdict);

    /// <summary>What the verdict means, in one sentence.</summary>
    public static string Meaning(Comparison comparison) => comparison.Verdict switch
    {
        Verdict.Confirmed when comparison.Candidate
            is not { Down: 0, GuestDriverFreezes: 0, NeverPlayed: 0, FailedStarts: 0, NoEnd: 0 } =>
            "With the larger trace ring the video streams more, but not every run with it went well: read the caveats.",
        Verdict.Confirmed => "With the larger trace ring the video streams more, and no harm was seen in these runs.",
        Verdict.Refuted => "The size of the trace ring is not why the video stalls in this workload.",
        Verdict.Regression => "With the larger trace ring something got worse. Do not deploy it.",
        Verdict.NotComparable => "These runs can't answer the question: more than the library differs between them, or too little does.",
        _ => comparison.RunsNeeded is { } runs
            ? $"These runs neither show nor exclude an effect. A trial of {runs} runs of each arm would" + (runs > RunOrders.MostPlanned
                ? $", and that is more than a plan takes ({RunOrders.MostPlanned}): find out first why they differ so much from each other."
                : $": ./build.sh Plan --tag NEW --runs {runs}.")
            : "These runs can't answer the question, and more of the same would not.",
    };

    public static string Tone(Verdict verdict) =>
        verdict switch { Verdict.Confirmed => "good", Verdict.Regression => "bad", Verdict.Refuted => "plain", _ => "open" };

    public static string Outcome(GuardOutcome outcome) =>
        outcome switch { GuardOutcome.Held => "held", GuardOutcome.Failed => "not held", _ => "not known" };

    /// <summary>The figures for a terminal; the first row is the heading.</summary>
    public static IEnumerable<IReadOnlyList<string>> Figures(Comparison comparison) =>
    [
        ["figure", "baseline", "candidate", "difference, 95%"],
        .. comparison.Figures.Select(x => (string[])[x.Name, Wording.Value(x, x.Baseline), Wording.Value(x, x.Candidate),
            x is { Low: null, High: null } ? "not known" : Wording.Interval(x)]),
    ];

    /// <summary>The rest of the comparison in sentences, the reasons last. Notes stand on the page.</summary>
    public static IEnumerable<string> Sentences(Comparison comparison) =>
    [
        .. comparison.Guards.Where(x => x.Outcome == GuardOutcome.Failed).Select(x => $"not held: {x.Name}: {x.Finding}"),
        .. comparison.Excluded.Select(x => $"left out: {x.Tag}: {x.Why}"),
        .. comparison.Caveats.Select(x => $"but: {x}"),
        .. comparison.Reasons,
        $"By {comparison.Rule}{(comparison.Plan is { } plan ? $", plan {plan}" : ", without a plan")}. {Meaning(comparison)}",
    ];
}
