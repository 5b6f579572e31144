namespace SpiceTrial.Verdicts;

/// <summary>Figures as a sentence.</summary>
public static class Wording
{
    public static string Of(ComparedFigure figure)
    {
        var values = $"{figure.Name}: {Number(figure.Baseline)} in the baseline, {Number(figure.Candidate)} in the candidate";
        if (figure.PValue is not { } p)
            return $"{values} ({figure.Remark ?? "not tested"})";
        var ratio = figure is { Scale: FigureScale.Ratio, Ratio: { } x } ? $"{x:0.0} times, " : "";
        var what = figure.Scale == FigureScale.Ratio ? "ratio" : "difference";
        var interval = figure.High is { } high ? $"{Number(figure.Low)} to {Number(high)}" : $"at least {Number(figure.Low)}";
        return $"{values} ({ratio}95% interval of the {what} {interval}, p {P(p)}, after Holm {P(figure.AdjustedPValue ?? p)})";
    }

    public static string Number(double? value) => value switch
    {
        null => "not known",
        0 => "0",
        { } x when Math.Abs(x) >= 1000 => $"{x:0}",
        { } x when Math.Abs(x) >= 10 => $"{x:0.0}",
        { } x when Math.Abs(x) >= 0.01 => $"{x:0.00}",
        { } x => $"{x:0.0e0}",
    };

    public static string P(double p) => p < 0.0001 ? "< 0.0001" : $"{p:0.0000}";

    public static string Percent(double? share) => share is { } x ? $"{x * 100:0.0}%" : "not known";

    internal static string Endings(TrialArm baseline, TrialArm candidate) =>
        $"{candidate.Down} of {candidate.Given} candidate runs and {baseline.Down} of {baseline.Given} of the baseline ended in a crash "
            + "or with the guest frozen for good";

    internal static string SilentEnds(TrialArm baseline, TrialArm candidate) =>
        $"in {candidate.SilentEnds} of {candidate.Runs.Count} candidate runs and {baseline.SilentEnds} of {baseline.Runs.Count} of the "
            + "baseline nothing was drawn for long before the end: playback was over, or the guest froze; the log can't tell.";

    public static string Minutes(double seconds) => $"{seconds / 60:0.0} min";
}
