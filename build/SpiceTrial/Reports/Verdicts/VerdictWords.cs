using SpiceTrial.Verdicts;

namespace SpiceTrial.Reports;

/// <summary>A comparison in words and rows, for pages and terminals alike.</summary>
public static class VerdictWords
{
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

    /// <summary>The rows of a page's table of figures.</summary>
    internal static IEnumerable<object> Rows(Comparison comparison) => comparison.Figures.Select(x => new
    {
        x.Name,
        Baseline = Wording.Value(x, x.Baseline),
        Candidate = Wording.Value(x, x.Candidate),
        Interval = Wording.Interval(x),
        PValue = x.PValue is { } p ? Wording.P(p) : "",
        Minimum = x.MinimumEffect is { } gain ? $"{gain * 100:+0} points" : "",
    });
}
