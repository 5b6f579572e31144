namespace SpiceTrial.Verdicts;

/// <summary>A verdict with its reasons, the deciding one first, and whether more runs of the same would say more.</summary>
sealed record Decision(Verdict Verdict, bool MoreRunsHelp, params IReadOnlyList<string> Reasons)
{
    public static Decision Inconclusive(params IReadOnlyList<string> reasons) => new(Verdict.Inconclusive, true, reasons);
}
