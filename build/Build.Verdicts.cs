using SpiceTrial.Reports.Drafts;

/// <content>The verdict on the patch, and what is written from it.</content>
sealed partial class Build : ICompare, IReport, IDraftPlan, IDraftInstructions, ISimulateVerdicts
{
    DraftSettings IDraftUpstreamIssue.Drafts
    {
        get
        {
            var (plan, instructions, defaults) = ((IDraftPlan)this, (IDraftInstructions)this, new DraftSettings(RootDirectory));
            return defaults with
            {
                Comparisons = plan.Comparison,
                Lab = plan.LabResults,
                Issue = plan.IssueFile ?? defaults.Issue,
                RolloutPlan = plan.PlanFile ?? defaults.RolloutPlan,
                Falsification = plan.FalsificationFile ?? defaults.Falsification,
                Instructions = instructions.InstructionsFile ?? defaults.Instructions,
            };
        }
    }
}
