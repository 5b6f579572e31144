namespace SpiceTrial.Verdicts;

/// <summary>Figures as a sentence.</summary>
public static class Wording
{
    public static string Of(ComparedFigure figure) =>
        $"{figure.Name}: {Value(figure, figure.Baseline)} in the baseline, {Value(figure, figure.Candidate)} in the candidate"
            + (figure is { PValue: { } p } and not { Low: null, High: null } ? $" (difference {Interval(figure)}, 95%; p {P(p)})" : "");

    public static string Value(ComparedFigure figure, double? value) => IsShare(figure) ? Percent(value) : Number(value);

    /// <summary>The interval of the difference, such as <c>+12.0 to +40.5 points</c>.</summary>
    public static string Interval(ComparedFigure figure)
    {
        string Of(double value) => IsShare(figure) ? $"{value * 100:+0.0;-0.0;0}" : $"{(value > 0 ? "+" : "")}{Number(value)}";
        var unit = IsShare(figure) ? " points" : "";
        return figure switch
        {
            { Low: { } low, High: { } high } => $"{Of(low)} to {Of(high)}{unit}",
            { Low: { } low } => $"{Of(low)}{unit} or more",
            { High: { } high } => $"{Of(high)}{unit} or less",
            _ => "not known: too few runs",
        };
    }

    static bool IsShare(ComparedFigure figure) => figure.Name.Contains("share", StringComparison.Ordinal);

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

    public static string Minutes(double seconds) => $"{seconds / 60:0.0} min";
}
