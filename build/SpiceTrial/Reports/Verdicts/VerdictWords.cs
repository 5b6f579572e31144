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
        Verdict.Confirmed when comparison.Candidate is { Crashes: > 0 } or { Aborts: > 0 } or { SilentEnds: > 0 } =>
            "The larger trace ring makes the video's stream come back, but not every run with it is known to have ended well.",
        Verdict.Confirmed => "The larger trace ring makes the video's stream come back, and no harm was seen in these runs.",
        Verdict.Refuted => "The size of the trace ring is not why the video stalls in this workload.",
        Verdict.Regression => "With the larger trace ring something got worse. Do not deploy it.",
        Verdict.NotComparable => "These runs can't answer the question: more than the library differs between them, or too little does.",
        _ => comparison.MinutesNeeded is { } minutes
            ? $"These runs neither show nor exclude an effect. About {minutes} more minutes of playback per arm would."
            : "These runs can't answer the question, and more minutes of the same would not.",
    };

    public static string Tone(Verdict verdict) =>
        verdict switch { Verdict.Confirmed => "good", Verdict.Regression => "bad", Verdict.Refuted => "plain", _ => "open" };

    public static string Value(ComparedFigure figure, double? value) =>
        figure.Name.Contains("share", StringComparison.Ordinal)
            ? value is { } x ? $"{x * 100:0.0}%" : "not known" : Wording.Number(value);

    public static string Ratio(ComparedFigure figure) => figure switch
    {
        { Ratio: { } ratio } => $"{Wording.Number(ratio)} times",
        { Baseline: 0, Candidate: > 0 } => "from none",
        _ => "",
    };

    public static string Interval(ComparedFigure figure)
    {
        if (figure.Low is not { } low)
            return "";
        string Number(double value) =>
            figure.Scale == FigureScale.Difference ? $"{value * 100:+0.0;-0.0;0} points" : Wording.Number(value);
        return figure.High is { } high ? $"{Number(low)} to {Number(high)}" : $"{Number(low)} or more";
    }

    public static string PValue(ComparedFigure figure) => figure is { PValue: { } p, AdjustedPValue: { } adjusted }
        ? $"{Wording.P(p)} ({Wording.P(adjusted)})" : figure.PValue is { } alone ? Wording.P(alone) : "";

    public static string Minimum(ComparedFigure figure) => figure switch
    {
        { MinimumEffect: null } => "",
        { Scale: FigureScale.Difference, MinimumEffect: { } gain } => $"{gain * 100:+0} points",
        { MinimumEffect: { } ratio } => $"{ratio:0.#} times",
    };

    public static string Outcome(GuardOutcome outcome) =>
        outcome switch { GuardOutcome.Held => "held", GuardOutcome.Failed => "not held", _ => "not known" };

    /// <summary>The comparison as rows of name and value, for a terminal.</summary>
    public static IReadOnlyList<(string Name, string Value)> Rows(Comparison comparison) =>
    [
        ("verdict", Name(comparison.Verdict)),
        ("", Meaning(comparison)),
        .. comparison.Reasons.Select((x, i) => (i == 0 ? "reasons" : "", x)),
        .. comparison.Figures.Select(x => (x.Name, Line(x))),
        .. comparison.Guards.Where(x => x.Outcome != GuardOutcome.Held)
        .Select(x => ($"guard: {x.Name}", $"{Outcome(x.Outcome)}. {x.Finding}")),
        .. comparison.Excluded.Select(x => ("left out", $"{x.Tag}: {x.Why}")),
        .. comparison.Notes.Select((x, i) => (i == 0 ? "notes" : "", x)),
        ("rule", comparison.Rule),
    ];

    static string Line(ComparedFigure figure)
    {
        string[] more = [Ratio(figure), Interval(figure) is { Length: > 0 } interval ? $"95% interval {interval}" : "",
            PValue(figure) is { Length: > 0 } p ? $"p {p}" : "", figure.PValue is null ? figure.Remark ?? "" : ""];
        return $"{Value(figure, figure.Baseline)} -> "
            + $"{Value(figure, figure.Candidate)}{string.Concat(more.Where(x => x.Length > 0).Select(x => $"; {x}"))}";
    }
}
