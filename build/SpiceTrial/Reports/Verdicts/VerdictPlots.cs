using System.Net;
using SpiceTrial.Sessions;
using SpiceTrial.Verdicts;

namespace SpiceTrial.Reports;

/// <summary>The plots of a verdict's page.</summary>
static class VerdictPlots
{
    /// <summary>Plots of one arm that are shown; more would bury the page.</summary>
    const int MostRuns = 12;

    /// <summary>The primary figure of every run and of both arms, and the ratios of all tested rates.</summary>
    public static string Rates(Comparison comparison)
    {
        var text = new StringBuilder();
        if (comparison is { Baseline.PlaybackSeconds: > 0 and var before, Candidate.PlaybackSeconds: > 0 and var after })
            text.Append(Figure(
                IntervalPlot.Svg("video re-engagements per minute of playback",
                    [Row("baseline", comparison.Baseline, before / 60), Row("candidate", comparison.Candidate, after / 60)],
                    "Video re-engagements per minute in both arms with 95% intervals"),
                "The primary figure, with the exact 95% interval of each arm by itself. The intervals do not know how much runs differ; "
                    + "those below do."));
        var ratios = comparison.Figures.Where(x => x is { PValue: not null, Scale: FigureScale.Ratio, Low: not null }).ToList();
        if (ratios.Count > 0)
        {
            text.Append(Figure(
                RatioPlot.Svg(ratios),
                "How many times the candidate's rate is the baseline's, with the interval that the verdict uses. Left of 1 the "
                        + $"candidate is lower. The dashed line is the smallest effect that counts ({VerdictRule.MinimumRatio:0} times)."));
        }

        return text.ToString();
    }

    static IntervalRow Row(string arm, ArmSummary summary, double minutes)
    {
        var (low, high) = PoissonInterval.Of(summary.VideoReEngagements, minutes);
        return new(arm, summary.VideoReEngagements / minutes, low, high, arm);
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
                text.Append(run.Timeline is { } timeline
                    ? Figure(RunTimelinePlot.Svg(run, timeline, Math.Max(seconds, 1)), Caption(run, timeline))
                    : "<p class=\"muted\">The log carries no times, so there is no timeline.</p>");
            }

            if (runs.Count > MostRuns)
                text.Append($"<p class=\"muted\">{runs.Count - MostRuns} more runs of this arm are in the table only.</p>");
        }

        return text.ToString();
    }

    const string HtmlLegend = """
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
