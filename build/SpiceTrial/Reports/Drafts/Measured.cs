using SpiceTrial.Verdicts;

namespace SpiceTrial.Reports;

/// <summary>What was measured on guests and in the lab, by region, with the verdict's reasons in its own words: the part that all drafts
/// share.</summary>
static class Measured
{
    public static string Actual(TrialEvidence evidence) => Render("actual.md.liquid", evidence);

    public static string Measurements(TrialEvidence evidence) => Render("measurements.md.liquid", evidence);

    static string Render(string template, TrialEvidence evidence) => MarkdownTemplate.Render(template, new
    {
        Ring = evidence.Manifest.TraceItems,
        Comparisons = evidence.Comparisons.Select(Pair).ToList(),
        Lab = MeasuredInLab.Of(evidence.Lab),
    }).TrimEnd();

    static object Pair(Comparison comparison) => new
    {
        comparison.Baseline,
        comparison.Candidate,
        BaselinePlayback = Playback(comparison.Baseline),
        CandidatePlayback = Playback(comparison.Candidate),
        // What is no guest's is said where its figures stand.
        Programs = comparison.Baseline.WithoutGuest.Concat(comparison.Candidate.WithoutGuest).ToList(),
        Verdict = VerdictWords.Name(comparison.Verdict),
        Meaning = VerdictWords.Meaning(comparison),
        comparison.Reasons,
        comparison.Caveats,
        Figures = comparison.Figures.Select(x => new
        {
            x.Name,
            Baseline = Wording.Value(x, x.Baseline),
            Candidate = Wording.Value(x, x.Candidate),
            Interval = Wording.Interval(x),
            PValue = x.PValue is { } p ? Wording.P(p) : "",
        }).ToList(),
        comparison.Rule,
    };

    static string Playback(ArmSummary arm) => arm.PlaybackSeconds is { } seconds ? Wording.Minutes(seconds) : "not known";
}
