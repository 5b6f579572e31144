using Nuke.Common;
using Nuke.Common.Utilities.Collections;
using SpiceTrial.Reports;

/// <summary>The upstream issue, from what is known so far.</summary>
interface IDraftUpstreamIssue : IPackageArtifacts
{
    [Parameter("comparison.json to draft from, the deciding one first (default: the latest that Compare or Report made)", Separator = ",")]
    string[]? Comparison => TryGetValue(() => Comparison);

    [Parameter("lab.json to draft from (default: the newest below sessions/lab/)")]
    string? LabResults => TryGetValue(() => LabResults);

    [Parameter("File of the upstream issue (default: docs/upstream-issues/spice-trace-ring.md)")]
    string? IssueFile => TryGetValue(() => IssueFile);

    DraftSettings Drafts { get; }

    Target DraftUpstreamIssue => _ => _
        .Description("Drafts the upstream issue from the manifest, the verdict and the lab")
        .DependsOn(PackageArtifacts)
        .Executes(async () =>
        {
            var path = await Chain.DraftUpstreamIssueAsync(Drafts, Cancelled);
            ReportSummary(x => x.AddPair("Draft", Path.GetRelativePath(RootDirectory, path)));
        });
}
