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
        var text = new StringBuilder(HtmlLegend);
        var seconds = baseline.Concat(candidate).Max(x => x.DurationSeconds) ?? 1;
        foreach (var (arm, runs) in ((string, IReadOnlyList<RunFigures>)[])[("Baseline", baseline), ("Candidate", candidate)])
        {
            foreach (var run in runs.Take(MostRuns))
            {
                text.Append($"<h3>{arm}: {WebUtility.HtmlEncode(run.Tag)}</h3>");
                text.Append(Timeline(run, seconds));
            }

            if (runs.Count > MostRuns)
                text.Append($"<p class=\"muted\">{runs.Count - MostRuns} more runs of this arm are in the table only.</p>");
        }

        return text.ToString();
    }

    /// <param name="run">One run.</param>
    /// <param name="seconds">Length of the axis.</param>
    /// <param name="above">A lane on top, or <c>null</c>.</param>
    internal static string Timeline(RunFigures run, double seconds, PlotLane? above = null) => run.Timeline is { } timeline
        ? Figure(RunTimelinePlot.Svg(run, timeline, Math.Max(seconds, 1), above), Caption(run, timeline))
        : "<p class=\"muted\">The log carries no times, so there is no timeline.</p>";

    internal const string HtmlLegend = """
        <ul class="legend">
        <li><i style="--tone:var(--oom)"></i>OOMs (the highest bar fills its lane)</li>
        <li><i style="--tone:var(--evict)"></i>of them with evictions (free_some)</li>
        <li><i style="--tone:var(--video)"></i>the video's stream</li>
        <li><i style="--tone:var(--other)"></i>other streams</li><li><i style="--tone:var(--widget)"></i>widgets below 96x96</li>
        <li><i style="--tone:var(--freeze)"></i>the guest is frozen</li><li>&#9660; create</li><li>&#9650; stop</li>
        </ul>
        """;

    static string Caption(RunFigures run, RunTimeline timeline) =>
        ($"{run.Ooms} OOMs, {run.FreeSome} with evictions; {run.Creates} creates, {run.Stops} stops; at most {run.PeakStreams} streams "
                + $"at once{(run.SlotsExhausted ? ", all slots taken" : "")}.")
        + (timeline.IsCut ? $" Only the first {RunTimeline.Limit} events of each kind are drawn." : "");

    static string Figure(string plot, string caption) =>
        $"<figure>{plot}<figcaption>{WebUtility.HtmlEncode(caption)}</figcaption></figure>";
}
