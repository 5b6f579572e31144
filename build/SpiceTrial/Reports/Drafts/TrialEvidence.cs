using SpiceTrial.Artifacts;
using SpiceTrial.Lab;
using SpiceTrial.Verdicts;

namespace SpiceTrial.Reports;

/// <summary>All that the drafts are written from.</summary>
/// <param name="Manifest">The build.</param>
/// <param name="Comparisons">The deciding one first; empty when nothing was compared.</param>
/// <param name="Lab">The lab's results, or <c>null</c>.</param>
public sealed record TrialEvidence(Manifest Manifest, IReadOnlyList<Comparison> Comparisons, LabResult? Lab)
{
    /// <summary>Where it comes from, in words.</summary>
    public IReadOnlyList<string> Sources { get; init; } = [];

    /// <summary>Of the deciding comparison; <c>null</c> when nothing was compared.</summary>
    public Verdict? Verdict => Comparisons.Count > 0 ? Comparisons[0].Verdict : null;

    /// <summary>The upstream version of which the source lines in the drafts were read.</summary>
    public const string ReadVersion = "0.15.1";

    public bool LinesApply => Manifest.Package.SourceVersion.StartsWith(ReadVersion + "-", StringComparison.Ordinal);
}
