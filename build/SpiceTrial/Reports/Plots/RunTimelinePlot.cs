using ScottPlot;
using SpiceTrial.Sessions;

namespace SpiceTrial.Reports;

/// <summary>What happened in one run: OOMs and evictions over time, each stream as a bar with marks for create and stop, freezes behind
/// all.</summary>
static class RunTimelinePlot
{
    const int LaneHeight = 34;

    /// <summary>Lanes of the screen's regions; more are drawn together in the last.</summary>
    const int MostLanes = 6;

    /// <param name="run">The run; its timeline must be there.</param>
    /// <param name="timeline">The same.</param>
    /// <param name="seconds">Length of the axis: the same for all runs of a page, so that they can be compared by eye.</param>
    /// <param name="above">What somebody else saw at the same time, or <c>null</c>: a lane on top.</param>
    public static string Svg(RunFigures run, RunTimeline timeline, double seconds, PlotLane? above = null)
    {
        var lanes = Lanes(run);
        var description =
            $"Timeline of {run.Tag}: {run.Ooms} OOMs, {run.FreeSome} evictions, {run.Creates} streams created, {run.Freezes.Count} "
                + "freezes";
        return SvgPlot.InBothWidths(
            width => Draw(run, timeline, seconds, lanes, width, above), description,
            58 + (LaneHeight * (lanes.Count + (above is null ? 1 : 2))));
    }

    static Plot Draw(
        RunFigures run, RunTimeline timeline, double seconds, List<(string Name, RegionKind Kind, HashSet<int> Regions)> lanes, int width,
        PlotLane? above)
    {
        string[] names = [.. above is null ? Array.Empty<string>() : [above.Name], .. lanes.Select(x => x.Name), "OOMs"];
        var plot = SvgPlot.New("seconds from the start of the run", names.Reverse());
        foreach (var freeze in run.Freezes)
            Box(plot, freeze.Start, freeze.Start + freeze.Seconds, -0.5, names.Length - 0.5, "freeze");
        foreach (var (from, to, colour) in above?.Boxes ?? [])
            Box(plot, from, Math.Max(to, from + (seconds / width)), names.Length - 1.25, names.Length - 0.75, colour);
        Histogram(plot, timeline, seconds, bins: width / 6);
        foreach (var (lane, index) in lanes.Select((x, i) => (x, lanes.Count - i)))
        {
            var bars = timeline.Streams.Where(x => lane.Regions.Contains(x.Region)).ToList();
            var (colour, end) = (ColourOf(lane.Kind), run.DurationSeconds ?? seconds);
            foreach (var bar in Merged(bars, end, seconds / width))
                Box(plot, bar.From, bar.To, index - 0.22, index + 0.22, colour);
            // Marks of widgets by the hundred would hide their bars.
            if (bars.Count <= width / 6)
            {
                Mark(plot, bars.Select(x => x.From), index + 0.34, MarkerShape.FilledTriangleDown, "text");
                Mark(plot, bars.Where(x => x.To is not null).Select(x => x.To!.Value), index - 0.34, MarkerShape.FilledTriangleUp, "muted");
            }
        }

        plot.Axes.SetLimits(0, seconds, -0.5, names.Length - 0.5);
        return plot;
    }

    /// <summary>OOMs as bars, the evictions among them in another colour; the highest bar fills its lane.</summary>
    static void Histogram(Plot plot, RunTimeline timeline, double seconds, int bins)
    {
        Dictionary<int, int> Count(IReadOnlyList<double> times) =>
            times.CountBy(x => Math.Clamp((int)(x / seconds * bins), 0, bins - 1)).ToDictionary();
        var (ooms, evictions) = (Count(timeline.Ooms), Count(timeline.FreeSome));
        var highest = ooms.Values.Concat(evictions.Values).Append(1).Max();
        foreach (var (bin, count) in ooms)
            Bar(bin, count, "oom");
        foreach (var (bin, count) in evictions)
            Bar(bin, count, "evict");

        void Bar(int bin, double count, string colour) =>
            Box(plot, bin * seconds / bins, (bin + 0.85) * seconds / bins, -0.4, -0.4 + (0.8 * count / highest), colour);
    }

    /// <summary>At most one bar for each pixel that bars begin in: the others would lie on it.</summary>
    static IEnumerable<(double From, double To)> Merged(List<StreamBar> bars, double end, double pixel) =>
        bars.GroupBy(x => (int)(x.From / pixel))
            .Select(x => (x.Min(y => y.From), x.Max(y => Math.Max(y.To ?? end, y.From + pixel))));

    static List<(string Name, RegionKind Kind, HashSet<int> Regions)> Lanes(RunFigures run)
    {
        var regions = run.Regions.Select((x, i) => (Region: x, Index: i)).ToList();
        List<(string, RegionKind, HashSet<int>)> lanes = [];
        foreach (var kind in (RegionKind[])[RegionKind.Video, RegionKind.Other, RegionKind.Widget])
        {
            var ofKind = regions.Where(x => x.Region.Kind == kind).ToList();
            var single = kind == RegionKind.Widget || ofKind.Count > MostLanes - lanes.Count ? [] : ofKind;
            lanes.AddRange(single.Select(x => ($"{x.Region.Width}x{x.Region.Height}", kind, new HashSet<int> { x.Index })));
            if (ofKind.Count > single.Count)
                lanes.Add(
                    ($"{ofKind.Count} {(kind == RegionKind.Widget ? "widgets" : "regions")}", kind, [.. ofKind.Select(x => x.Index)]));
        }

        return lanes.Count > 0 ? lanes : [("no stream", RegionKind.Other, [])];
    }

    static string ColourOf(RegionKind kind) => kind switch { RegionKind.Video => "video", RegionKind.Widget => "widget", _ => "other" };

    static void Box(Plot plot, double from, double to, double bottom, double top, string colour)
    {
        var box = plot.Add.Rectangle(from, to, bottom, top);
        box.FillColor = PlotColour.Of(colour);
        box.LineWidth = 0;
    }

    static void Mark(Plot plot, IEnumerable<double> times, double y, MarkerShape shape, string colour)
    {
        double[] x = [.. times];
        if (x.Length == 0)
            return;
        var marks = plot.Add.Markers(x, [.. x.Select(_ => y)]);
        marks.MarkerShape = shape;
        marks.MarkerSize = 8;
        marks.Color = PlotColour.Of(colour);
    }
}
