using ScottPlot;

namespace SpiceTrial.Reports;

/// <summary>A dot for each value, one above the other.</summary>
static class DotPlot
{
    /// <param name="label">Of the axis, which begins at 0.</param>
    /// <param name="rows">What stands beside each dot, its value and the name of its colour.</param>
    /// <param name="description">For those who do not see it.</param>
    public static string Svg(string label, IReadOnlyList<(string Name, double Value, string Colour)> rows, string description)
    {
        var highest = rows.Max(x => x.Value) * 1.05;
        return SvgPlot.InBothWidths(_ => Draw(label, rows, highest > 0 ? highest : 1), description, 62 + (34 * rows.Count));
    }

    static Plot Draw(string label, IReadOnlyList<(string Name, double Value, string Colour)> rows, double highest)
    {
        var plot = SvgPlot.New(label, rows.Select(x => x.Name).Reverse());
        foreach (var (row, y) in rows.Select((x, i) => (x, (double)(rows.Count - 1 - i))))
            plot.Add.Marker(row.Value, y, MarkerShape.FilledCircle, 11, PlotColour.Of(row.Colour));
        plot.Axes.SetLimits(-0.02 * highest, highest, -0.6, rows.Count - 0.4);
        return plot;
    }
}
