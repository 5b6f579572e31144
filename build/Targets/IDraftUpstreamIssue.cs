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

    sealed DraftSettings Drafts
    {
        get
        {
            var (plan, defaults) = ((IDraftPlan)this, new DraftSettings(RootDirectory));
            return defaults with
            {
                Comparisons = Comparison,
                Lab = LabResults,
                Issue = IssueFile ?? defaults.Issue,
                RolloutPlan = plan.PlanFile ?? defaults.RolloutPlan,
                Falsification = plan.FalsificationFile ?? defaults.Falsification,
            };
        }
    }

    [TargetHelp(Purpose.Publish, "Drafts the upstream issue from manifest, verdict and lab", "DraftUpstreamIssue --skip")]
    Target DraftUpstreamIssue => _ => _
        .Described<IDraftUpstreamIssue>()
        .DependsOn(PackageArtifacts)
        .Executes(async () =>
        {
            var path = await Chain.DraftUpstreamIssueAsync(Drafts, Cancelled);
            ReportSummary(x => x.AddPair("Draft", Path.GetRelativePath(RootDirectory, path)));
        });
}
