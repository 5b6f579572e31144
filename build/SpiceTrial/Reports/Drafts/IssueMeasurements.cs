using SpiceTrial.Verdicts;

namespace SpiceTrial.Reports;

/// <summary>What was measured, by region, with the verdict's reasons in its own words.</summary>
static class IssueMeasurements
{
    public static string Actual(TrialEvidence evidence)
    {
        if (evidence.Comparisons.Count == 0)
            return $"*Not measured.* Creates and re-engagements by region, stock against {evidence.Manifest.TraceItems} entries, are "
                + "missing.";
        var text = new StringBuilder();
        foreach (var comparison in evidence.Comparisons)
        {
            var (b, c) = (comparison.Baseline, comparison.Candidate);
            text.Append($"""
                {MarkdownText.Escape(string.Join(", ", b.Runs))} against {MarkdownText.Escape(string.Join(", ", c.Runs))}:

                | | baseline ({Ring(b)}) | candidate ({Ring(c)}) |
                |---|---:|---:|
                | playback | {Minutes(b)} | {Minutes(c)} |
                | the video: creates / stops / re-engagements | {b.VideoCreates} / {b.VideoStops} / {b.VideoReEngagements} | {c.VideoCreates} / {c.VideoStops} / {c.VideoReEngagements} |
                | every other region, widgets among them: creates | {b.OtherCreates} | {c.OtherCreates} |
                | most streams at once, of 50 | {b.PeakStreams} | {c.PeakStreams} |
                | OOMs / of them evicting (`free_some`) | {b.Ooms} / {b.FreeSome} | {c.Ooms} / {c.FreeSome} |
                | freezes of the guest / of them for good | {b.Freezes} / {b.Aborts} | {c.Freezes} / {c.Aborts} |

                {(Programs(comparison) is { } programs ? programs + "\n\n" : "")}
                """);
        }

        return text.ToString().TrimEnd();
    }

    public static string Measurements(TrialEvidence evidence)
    {
        var text = new StringBuilder();
        foreach (var comparison in evidence.Comparisons)
        {
            text.Append($"""
                ### {MarkdownText.Escape(string.Join(", ", comparison.Candidate.Runs))}: {VerdictWords.Name(comparison.Verdict)}{(Programs(comparison) is null ? "" : " (lab, no guest)")}

                {VerdictWords.Meaning(comparison)}{(Programs(comparison) is { } programs ? " " + programs : "")}

                {MarkdownText.List(comparison.Reasons)}

                | figure | baseline | candidate | 95% interval | p (after Holm) |
                |---|---:|---:|---|---|
                {string.Join("\n", comparison.Figures.Take(TestedFigures.Count).Select(x => $"| {x.Name} | {VerdictWords.Value(x, x.Baseline)} | {VerdictWords.Value(x, x.Candidate)} | {VerdictWords.Interval(x)} | {VerdictWords.PValue(x)} |"))}

                Rule `{comparison.Rule}` of this trial's `docs/verdict-rule.md`.


                """);
        }

        if (evidence.Comparisons.Count == 0)
            text.Append("*Not measured* on a guest: no comparison was made.\n\n");
        text.Append(IssueLab.Measurements(evidence.Lab));
        return text.ToString().TrimEnd();
    }

    /// <summary>What is no guest's is said where its figures stand.</summary>
    static string? Programs(Comparison comparison) =>
        comparison.Baseline.WithoutGuest.Concat(comparison.Candidate.WithoutGuest).Select(MarkdownText.Escape)
            .ToList() is { Count: > 0 } programs
            ? $"{string.Join(" and ", programs)} {(programs.Count == 1 ? "is a log" : "are logs")} of the lab: a program drove the "
                + "library with a synthetic load, no guest was there."
            : null;

    static string Ring(ArmSummary arm) => arm.TraceItems is { } ring ? $"{ring} entries" : "library not proven";

    static string Minutes(ArmSummary arm) => arm.PlaybackSeconds is { } seconds ? Wording.Minutes(seconds) : "not known";
}
