namespace SpiceTrial.Verdicts;

/// <summary>A verdict with its reasons, the deciding one first.</summary>
sealed record Decision(Verdict Verdict, IReadOnlyList<string> Reasons, bool MoreMinutesHelp = false)
{
    public static Decision NotComparable(params IReadOnlyList<string> reasons) => new(Verdict.NotComparable, reasons);

    public static Decision Regression(params IReadOnlyList<string> reasons) => new(Verdict.Regression, reasons);

    public static Decision Refuted(params IReadOnlyList<string> reasons) => new(Verdict.Refuted, reasons);

    public static Decision Inconclusive(bool moreMinutesHelp, params IReadOnlyList<string> reasons) =>
        new(Verdict.Inconclusive, reasons, moreMinutesHelp);
}
