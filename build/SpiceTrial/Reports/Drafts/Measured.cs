using SpiceTrial.Verdicts;

namespace SpiceTrial.Reports;

/// <summary>A comparison as a part of drafts, with the verdict's reasons in its own words.</summary>
static class Measured
{
    public static string Text(Comparison comparison) => MarkdownTemplate.Render("measurements.md.liquid", Model(comparison)).TrimEnd();

    /// <summary>The runs behind it.</summary>
    public static IEnumerable<string> RestsOn(Comparison comparison) =>
        comparison.Baseline.Runs.Concat(comparison.Candidate.Runs).Select(x => $"run: {Printable.Show(x, 200)}");

    public static object Model(Comparison comparison) => new
    {
        Comparison = comparison,
        // What is no guest's is said where its figures stand.
        Programs = comparison.Baseline.WithoutGuest.Concat(comparison.Candidate.WithoutGuest).ToList(),
        Verdict = Printable.Word(comparison.Verdict),
        Meaning = VerdictWords.Meaning(comparison),
        Figures = VerdictWords.Rows(comparison).ToList(),
    };
}
