using Nuke.Common;
using Nuke.Common.Utilities.Collections;
using SpiceTrial.Reports;

/// <summary>The upstream issue, from what is known so far.</summary>
interface IDraftUpstreamIssue : IPackageArtifacts
{
    [Parameter("What the upstream issue rests on (default: docs/upstream-issues/spice-trace-ring.json)")]
    string? Evidence => TryGetValue(() => Evidence);

    [Parameter("File of the upstream issue (default: docs/upstream-issues/spice-trace-ring.md)")]
    string? IssueFile => TryGetValue(() => IssueFile);

    sealed DraftSettings Drafts
    {
        get
        {
            var (plan, defaults) = ((IDraftPlan)this, new DraftSettings(RootDirectory));
            return defaults with
            {
                Comparison = plan.Comparison ?? defaults.Comparison,
                Evidence = Evidence ?? defaults.Evidence,
                Issue = IssueFile ?? defaults.Issue,
                RolloutPlan = plan.PlanFile ?? defaults.RolloutPlan,
                Falsification = plan.FalsificationFile ?? defaults.Falsification,
            };
        }
    }

    [TargetHelp(Purpose.Publish, "Drafts the upstream issue from the evidence that is kept", "DraftUpstreamIssue")]
    Target DraftUpstreamIssue => _ => _
        .Described<IDraftUpstreamIssue>()
        .Executes(async () =>
        {
            var path = await Chain.DraftUpstreamIssueAsync(Drafts, Cancelled);
            ReportSummary(x => x.AddPair("Draft", Standpoint.Told(path)));
        });
}
