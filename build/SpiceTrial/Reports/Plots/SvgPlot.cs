using System.Net;
using ScottPlot;

namespace SpiceTrial.Reports;

/// <summary>A plot as SVG inside a page: in two widths (the style shows the one that fits), with the page's colours and font.</summary>
static partial class SvgPlot
{
    const int Wide = 940;
    const int Narrow = 400;

    /// <summary>A plot of rows without frame and background, in the page's colours.</summary>
    /// <param name="label">Below the axis.</param>
    /// <param name="rows">Names of the rows, from the lowest, which lies at 0, up.</param>
    public static Plot New(string label, IEnumerable<string> rows)
    {
        var plot = new Plot();
        plot.FigureBackground.Color = Colors.Transparent;
        plot.DataBackground.Color = Colors.Transparent;
        plot.Axes.Color(PlotColour.Of("muted"));
        plot.Axes.FrameColor(PlotColour.Of("line"));
        plot.Axes.Right.FrameLineStyle.Width = 0;
        plot.Axes.Top.FrameLineStyle.Width = 0;
        plot.Grid.MajorLineColor = PlotColour.Of("line");
        plot.Axes.Bottom.Label.Bold = false;
        plot.Axes.Bottom.Label.FontSize = 13;
        plot.Grid.YAxisStyle.IsVisible = false;
        string[] names = [.. rows];
        plot.Axes.Left.SetTicks([.. names.Select((_, i) => (double)i)], names);
        plot.Axes.Left.MajorTickStyle.Length = 0;
        plot.Axes.Left.TickLabelStyle.ForeColor = PlotColour.Of("text");
        plot.XLabel(label);
        return plot;
    }
    /// <param name="draw">Draws the plot for a width in pixels.</param>
    /// <param name="description">For those who can't see it.</param>
    /// <param name="height">In pixels.</param>
    public static string InBothWidths(Func<int, Plot> draw, string description, int height) =>
        $"<div class=\"plot\">{Svg(draw(Wide), Wide, height, "wide-only", description)}"
            + $"{Svg(draw(Narrow), Narrow, height, "narrow", description)}</div>";

    static string Svg(Plot plot, int width, int height, string style, string description)
    {
        var svg = plot.GetSvgXml(width, height);
        // Ids are unique in a page of many plots; what is outside of the <svg> belongs to a file of its own.
        var prefix = Guid.CreateVersion7().ToString("N");
        svg = svg[svg.IndexOf("<svg", StringComparison.Ordinal)..];
        svg = ClipId().Replace(svg, $"$1{prefix}$2");
        svg = GlyphPlaces().Replace(svg, "$1=\"$2\"");
        svg = FontFamily().Replace(svg, "");
        var head =
            $"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" class=\"{style}\" role=\"img\" "
                + $"aria-label=\"{WebUtility.HtmlEncode(description)}\" font-family=\"inherit\">";
        return head + PlotColour.ToVariables(Blank().Replace(svg[(svg.IndexOf('>', StringComparison.Ordinal) + 1)..], "><"));
    }

    [GeneratedRegex("(id=\"|url\\(#)(cl_)")]
    private static partial Regex ClipId();

    /// <summary>A place for every glyph, as measured here: the reader's font has other widths, so only the first is kept.</summary>
    [GeneratedRegex("\\b([xy])=\"(-?[0-9.]+),[^\"]*\"")]
    private static partial Regex GlyphPlaces();

    [GeneratedRegex(" font-family=\"[^\"]*\"")]
    private static partial Regex FontFamily();

    [GeneratedRegex(">\\s+<")]
    private static partial Regex Blank();
}
