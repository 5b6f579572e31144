using System.Net;
using SpiceTrial.Sessions;
using SpiceTrial.Verdicts;

namespace SpiceTrial.Reports;

/// <summary>The plots of a verdict's page.</summary>
static class VerdictPlots
{
    /// <summary>Plots of one arm that are shown; more would bury the page.</summary>
    const int MostRuns = 12;

    /// <summary>The primary figure of every run.</summary>
    public static string Shares(Comparison comparison)
    {
        static IEnumerable<(string, double, string)> Dots(ArmSummary arm, string name) =>
            arm.Runs.Zip(arm.Values, (tag, value) => (tag, 100 * value, name));
        (string, double, string)[] rows = [.. Dots(comparison.Baseline, "baseline"), .. Dots(comparison.Candidate, "candidate")];
        var figure = comparison.Figures[0].Name;
        return rows.Length == 0 ? "<p class=\"muted\">No run played.</p>" : Figure(
            DotPlot.Svg(figure.Replace("share", "%", StringComparison.Ordinal), rows, $"The {figure}, of each run"),
            "A dot a run: the baseline's first. The verdict asks how many of the orders in which these runs could have been made would "
                + "part them as far.");
    }

    public static string Timelines(IReadOnlyList<RunFigures> baseline, IReadOnlyList<RunFigures> candidate)
    {
        var seconds = baseline.Concat(candidate).Max(x => x.DurationSeconds) ?? 1;
        object Arm(string name, IReadOnlyList<RunFigures> runs) => new
        {
            Name = name,
            Runs = runs.Take(MostRuns).Select(x => new { x.Tag, Plot = Timeline(x, seconds) }).ToList(),
            More = runs.Count - MostRuns,
        };
        return HtmlTemplate.Render(
            "verdict-timelines.liquid", new { Legend, Arms = new[] { Arm("Baseline", baseline), Arm("Candidate", candidate) } });
    }

    /// <param name="run">One run.</param>
    /// <param name="seconds">Length of the axis.</param>
    /// <param name="above">A lane on top, or <c>null</c>.</param>
    internal static string Timeline(RunFigures run, double seconds, PlotLane? above = null) => run.Timeline is { } timeline
        ? Figure(RunTimelinePlot.Svg(run, timeline, Math.Max(seconds, 1), above), Caption(run, timeline))
        : "<p class=\"muted\">The log carries no times, so there is no timeline.</p>";

    internal static string Legend => EmbeddedText.Read("timeline-legend.liquid");

    static string Caption(RunFigures run, RunTimeline timeline) =>
        ($"{run.Ooms} OOMs, {run.FreeSome} with evictions; {run.Creates} creates, {run.Stops} stops; at most {run.PeakStreams} streams "
                + $"at once{(run.SlotsExhausted ? ", all slots taken" : "")}.")
        + (timeline.IsCut ? $" Only the first {RunTimeline.Limit} events of each kind are drawn." : "");

    static string Figure(string plot, string caption) =>
        $"<figure>{plot}<figcaption>{WebUtility.HtmlEncode(caption)}</figcaption></figure>";
}
