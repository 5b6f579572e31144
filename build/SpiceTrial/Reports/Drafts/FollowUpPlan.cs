using SpiceTrial.Verdicts;

namespace SpiceTrial.Reports;

/// <summary>What follows from the verdict. Confirmed: a stub of the rollout's plan. Refuted or a regression: the falsification, with where
/// to go instead.</summary>
public static class FollowUpPlan
{
    /// <param name="settings">Where it goes.</param>
    /// <param name="evidence">What it is written from.</param>
    /// <param name="cancellationToken">Ends the run.</param>
    /// <param name="warn">Is told of measurements that the plan had and no longer has.</param>
    /// <returns>The file, or <c>null</c> where the verdict calls for no plan.</returns>
    public static async Task<string?> WriteAsync(
        DraftSettings settings, TrialEvidence evidence, CancellationToken cancellationToken, Action<string>? warn = null) =>
        evidence.Verdict switch
        {
            Verdict.Confirmed => await DraftFile.WriteAsync(settings.RolloutPlan, Rollout(evidence), warn, cancellationToken),
            Verdict.Refuted or Verdict.Regression =>
                await DraftFile.WriteAsync(settings.Falsification, Falsified(evidence), warn, cancellationToken),
            _ => null,
        };

    public static string Rollout(TrialEvidence evidence) => Render("rollout.md.liquid", evidence);

    public static string Falsified(TrialEvidence evidence) => Render("falsification.md.liquid", evidence);

    static string Render(string template, TrialEvidence evidence) => MarkdownTemplate.Render(template, new
    {
        evidence.Manifest.Package,
        Ring = evidence.Manifest.TraceItems,
        IsHarm = evidence.Verdict == Verdict.Regression,
        Meaning = VerdictWords.Meaning(evidence.Comparisons[0]),
        evidence.Comparisons[0].Rule,
        Actual = Measured.Actual(evidence),
        Measurements = Measured.Measurements(evidence),
    }).TrimEnd();
}
