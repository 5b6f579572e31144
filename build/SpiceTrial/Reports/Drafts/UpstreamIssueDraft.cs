using SpiceTrial.Verdicts;

namespace SpiceTrial.Reports;

/// <summary>The upstream issue, from what is known so far (<c>issue.md.liquid</c>). What was not measured says so; a negative result
/// changes the text, not a word of it.</summary>
public static class UpstreamIssueDraft
{
    /// <summary>Writes the generated part of <paramref name="path"/>; what a person wrote outside of it stays.</summary>
    /// <param name="path">Of the draft.</param>
    /// <param name="evidence">What it is written from.</param>
    /// <param name="cancellationToken">Ends the run.</param>
    /// <param name="warn">Is told of measurements that the draft had and no longer has.</param>
    public static Task<string> WriteAsync(
        string path, TrialEvidence evidence, CancellationToken cancellationToken, Action<string>? warn = null) =>
        DraftFile.WriteAsync(path, Text(evidence), warn, cancellationToken);

    public static string Text(TrialEvidence evidence)
    {
        var (manifest, chain) = (evidence.Manifest, evidence.Manifest.Chain);
        return MarkdownTemplate.Render("issue.md.liquid", new
        {
            Verdict = evidence.Verdict is { } verdict ? VerdictWords.Name(verdict) : "",
            Reason = evidence.Comparisons is [{ Reasons: [var reason, ..] }, ..] ? reason : null,
            manifest.Package,
            manifest.Builder,
            Deployed = $"{chain.ResolveVersion.BinaryVersion}",
            chain.ResolveVersion.Host,
            IsLive = manifest.Origin == Origin.Live,
            Mode = evidence.Comparisons.SelectMany(x => x.Guards).FirstOrDefault(x => x.Name == GuardNames.Mode)?.Finding.TrimEnd('.'),
            Ring = manifest.TraceItems,
            Debian.TraceItems.From(manifest.TraceItems).Shift,
            TrialEvidence.ReadVersion,
            evidence.LinesApply,
            Actual = Measured.Actual(evidence),
            Measurements = Measured.Measurements(evidence),
            Lab = MeasuredInLab.Of(evidence.Lab),
            Notes = evidence.Comparisons
                .SelectMany(x => x.Notes.Concat(x.Guards.Where(y => y.Outcome != GuardOutcome.Held).Select(y => $"{y.Name}: {y.Finding}")))
                .Distinct().ToList(),
            chain.ApplyPatch.Patches,
        });
    }
}
