using SpiceTrial.Artifacts;
using SpiceTrial.Verdicts;

namespace SpiceTrial.Reports;

/// <summary>What follows from the verdict (<c>plan.md.liquid</c>). Confirmed: a stub of the rollout's plan. Refuted or a regression: what
/// was falsified, with where to go instead.</summary>
public static class FollowUpPlan
{
    const string Unsupported = "> **No longer supported.**";

    /// <param name="settings">Where it goes.</param>
    /// <param name="manifest">The build.</param>
    /// <param name="cancellationToken">Ends the run.</param>
    /// <returns>The file, or <c>null</c> where the verdict calls for no plan. A plan that is there for another verdict says from now on
    /// that it is no longer supported.</returns>
    /// <exception cref="TrialException">BadInput: nothing was compared, or no runs of the field, or another ring than this build's, or an
    /// unknown one.</exception>
    public static async Task<string?> WriteAsync(DraftSettings settings, Manifest manifest, CancellationToken cancellationToken)
    {
        var comparison = await settings.DecidingAsync(cancellationToken);
        if (Caveats.NotOfTheField(comparison) is { } why)
            throw new TrialException($"no plan for a cluster follows from this comparison: {why}", settings.Comparison,
                "Compare runs of a real host, and name the result with --comparison", ExitStatus.BadInput);
        if (comparison.Candidate.TraceItems is { } ring && ring != manifest.TraceItems)
            throw new TrialException(
                $"the comparison is of {ring} entries, and the last build has {manifest.TraceItems}", settings.Comparison,
                $"Run `./build.sh DebBuild --trace-items {ring}`, or name a comparison of this build with --comparison",
                ExitStatus.BadInput);
        if (comparison is { Candidate.TraceItems: null, Verdict: Verdict.Confirmed or Verdict.Refuted or Verdict.Regression })
            throw new TrialException(
                "the comparison does not prove which ring its candidate had", settings.Comparison,
                "Compare sessions that Capture took: they say which library each run had", ExitStatus.BadInput);
        var path = comparison.Verdict switch
        {
            Verdict.Confirmed => settings.RolloutPlan,
            Verdict.Refuted or Verdict.Regression => settings.Falsification,
            _ => null,
        };
        foreach (var other in new[] { settings.RolloutPlan, settings.Falsification }.Where(x => x != path && File.Exists(x)))
            await MarkAsync(other, comparison, cancellationToken);
        return path is null ? null : await DraftFile.WriteAsync(
            path, Text(comparison, manifest), [.. Measured.RestsOn(comparison)], "--comparison", cancellationToken);
    }

    public static string Text(Comparison comparison, Manifest manifest) => MarkdownTemplate.Render("plan.md.liquid", new
    {
        manifest.Package,
        manifest.Chain.ResolveVersion.Host,
        Ring = manifest.TraceItems,
        Verdict = Printable.Word(comparison.Verdict),
        Meaning = VerdictWords.Meaning(comparison),
        Measurements = Measured.Text(comparison),
    });

    static async Task MarkAsync(string path, Comparison comparison, CancellationToken cancellationToken)
    {
        var plan = await File.ReadAllTextAsync(path, cancellationToken);
        if (plan.Contains(Unsupported, StringComparison.Ordinal) || !plan.Contains(GeneratedPart.Begin, StringComparison.Ordinal))
            return;
        var mark = $"{GeneratedPart.Begin}\n{Unsupported} A later comparison says: {Printable.Word(comparison.Verdict)} "
            + $"({string.Join(", ", Measured.RestsOn(comparison))}).\n";
        await AtomicFile.WriteAsync(
            path, Encoding.UTF8.GetBytes(plan.Replace(GeneratedPart.Begin, mark, StringComparison.Ordinal)), cancellationToken);
    }
}
