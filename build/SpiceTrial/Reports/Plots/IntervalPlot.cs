using ScottPlot;

namespace SpiceTrial.Reports;

/// <summary>Values with their intervals, one above the other.</summary>
static class IntervalPlot
{
    public static string Svg(string label, IReadOnlyList<IntervalRow> rows, string description)
    {
        var highest = rows.Max(x => Math.Max(x.Value ?? 0, x.High ?? Math.Max(x.Value ?? 0, x.Low) * 1.6)) * 1.05;
        return SvgPlot.InBothWidths(_ => Draw(label, rows, highest > 0 ? highest : 1), description, 62 + (34 * rows.Count));
    }

    static Plot Draw(string label, IReadOnlyList<IntervalRow> rows, double highest)
    {
        var plot = SvgPlot.New(label, rows.Select(x => x.Name).Reverse());
        foreach (var (row, y) in rows.Select((x, i) => (x, (double)(rows.Count - 1 - i))))
        {
            var colour = PlotColour.Of(row.Colour);
            SvgPlot.Line(plot, row.Low, row.High ?? highest, y, y, colour);
            SvgPlot.Line(plot, row.Low, row.Low, y - 0.18, y + 0.18, colour);
            if (row.High is { } high)
                SvgPlot.Line(plot, high, high, y - 0.18, y + 0.18, colour);
            if (row.Value is { } value)
                plot.Add.Marker(value, y, MarkerShape.FilledCircle, 11, colour);
        }

        plot.Axes.SetLimits(Math.Min(-0.02 * highest, rows.Min(x => x.Low)), highest, -0.6, rows.Count - 0.4);
        return plot;
    }
}
