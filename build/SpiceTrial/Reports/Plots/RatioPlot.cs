using ScottPlot;
using SpiceTrial.Verdicts;

namespace SpiceTrial.Reports;

/// <summary>Ratios of rates with their intervals, on a logarithmic axis with a line at 1 and at the smallest effect that counts.</summary>
static class RatioPlot
{
    // Beyond these an interval ends in an arrow.
    const double Lowest = 0.01;
    const double Highest = 1000;

    static readonly double[] Ticks = [0.01, 0.1, 1, 3, 10, 100, 1000];

    public static string Svg(IReadOnlyList<ComparedFigure> figures) => SvgPlot.InBothWidths(
        width => Draw(figures, width), $"Ratios of rates with 95% intervals: {string.Join("; ", figures.Select(Wording.Of))}",
        62 + (42 * figures.Count));

    static Plot Draw(IReadOnlyList<ComparedFigure> figures, int width)
    {
        var plot = SvgPlot.New("candidate / baseline", figures.Select(x => Short(x.Name, width)).Reverse());
        Vertical(plot, 1, "text", LinePattern.Solid);
        Vertical(plot, VerdictRule.MinimumRatio, "muted", LinePattern.Dashed);
        foreach (var (figure, y) in figures.Select((x, i) => (x, (double)(figures.Count - 1 - i))))
        {
            var colour = PlotColour.Of("candidate");
            var (low, high) = (Place(figure.Low!.Value), Place(figure.High ?? double.PositiveInfinity));
            SvgPlot.Line(plot, low, high, y, y, colour);
            End(plot, low, y, figure.Low <= Lowest, isLow: true, colour);
            End(plot, high, y, figure.High is null or >= Highest, isLow: false, colour);
            if (figure.Ratio is { } ratio)
                plot.Add.Marker(Place(ratio), y, MarkerShape.FilledCircle, 11, colour);
        }

        plot.Axes.Bottom.SetTicks([.. Ticks.Select(Place)], [.. Ticks.Select(x => $"{x:0.##}")]);
        plot.Axes.SetLimits(Place(Lowest), Place(Highest), -0.6, figures.Count - 0.4);
        return plot;
    }

    static double Place(double ratio) => Math.Log10(Math.Clamp(ratio, Lowest, Highest));

    /// <summary>A bar where the interval ends, an arrow where it goes on beyond the axis.</summary>
    static void End(Plot plot, double x, double y, bool isBeyond, bool isLow, Color colour)
    {
        if (!isBeyond)
        {
            plot.Add.Marker(x, y, MarkerShape.VerticalBar, 12, colour);
            return;
        }

        var tip = isLow ? x + 0.02 : x - 0.02;
        var arrow = plot.Add.Polygon([new(tip, y), new(tip + (isLow ? 0.1 : -0.1), y + 0.16), new(tip + (isLow ? 0.1 : -0.1), y - 0.16)]);
        (arrow.FillColor, arrow.LineWidth) = (colour, 0);
    }

    static void Vertical(Plot plot, double ratio, string colour, LinePattern pattern)
    {
        var line = plot.Add.VerticalLine(Place(ratio));
        (line.Color, line.LineWidth, line.LinePattern) = (PlotColour.Of(colour), 1.5f, pattern);
    }

    static string Short(string name, int width) =>
        width > 600 ? name : name.Replace(" per minute", "/min").Replace("without a stream", "waiting").Replace("video ", "");
}
