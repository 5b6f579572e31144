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
        var plot = SvgPlot.New();
        plot.Grid.YAxisStyle.IsVisible = false;
        foreach (var (row, y) in rows.Select((x, i) => (x, (double)(rows.Count - 1 - i))))
        {
            var colour = PlotColour.Of(row.Colour);
            Line(plot, row.Low, row.High ?? highest, y, y, colour);
            Line(plot, row.Low, row.Low, y - 0.18, y + 0.18, colour);
            if (row.High is { } high)
                Line(plot, high, high, y - 0.18, y + 0.18, colour);
            if (row.Value is { } value)
            {
                var mark = plot.Add.Marker(value, y, MarkerShape.FilledCircle, 11);
                mark.Color = colour;
            }
        }

        plot.Axes.Left.SetTicks([.. rows.Select((_, i) => (double)(rows.Count - 1 - i))], [.. rows.Select(x => x.Name)]);
        plot.Axes.Left.MajorTickStyle.Length = 0;
        plot.Axes.Left.TickLabelStyle.ForeColor = PlotColour.Of("text");
        plot.XLabel(label);
        plot.Axes.SetLimits(Math.Min(-0.02 * highest, rows.Min(x => x.Low)), highest, -0.6, rows.Count - 0.4);
        return plot;
    }

    static void Line(Plot plot, double fromX, double toX, double fromY, double toY, Color colour)
    {
        var line = plot.Add.Line(fromX, fromY, toX, toY);
        line.LineColor = colour;
        line.LineWidth = 2.5f;
        line.MarkerSize = 0;
    }
}
