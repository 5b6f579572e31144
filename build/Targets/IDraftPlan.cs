using Nuke.Common;
using Nuke.Common.Utilities.Collections;

/// <summary>What follows from the verdict: a plan for a rollout, or the falsification with its pivot.</summary>
interface IDraftPlan : IDraftUpstreamIssue
{
    [Parameter("comparison.json that the plan follows from (default: the latest that Compare or Report made)")]
    string? Comparison => TryGetValue(() => Comparison);

    [Parameter("File of the rollout's plan (default: docs/plans/PLAN-stream-caps-and-flap-phase-18-libspice-rollout.md)")]
    string? PlanFile => TryGetValue(() => PlanFile);

    [Parameter("File of the falsification (default: docs/plans/PLAN-stream-caps-and-flap-phase-17-falsification.md)")]
    string? FalsificationFile => TryGetValue(() => FalsificationFile);

    [TargetHelp(Purpose.Publish, "Drafts the follow-up plan that the verdict calls for", "DraftPlan --skip")]
    Target DraftPlan => _ => _
        .Described<IDraftPlan>()
        .DependsOn(PackageArtifacts)
        .Executes(async () =>
        {
            var path = await Chain.DraftPlanAsync(Drafts, Cancelled);
            ReportSummary(x => x.AddPair("Plan",
                path is null
                    ? "none is due before the verdict is confirmed, refuted or a regression"
                    : Standpoint.Told(path)));
        });
}
