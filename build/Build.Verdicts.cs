using SpiceTrial.Reports;
using SpiceTrial.Sessions;

/// <content>The verdict on the patch, and what is written from it.</content>
sealed partial class Build : ICompare, IReport, IDraftPlan, IDraftInstructions, ISimulateVerdicts
{
    /// <summary>It goes into commands that an operator copies.</summary>
    static string? DraftTag(string? tag) => tag is null || SessionPath.IsTag(tag) ? tag
        : throw new TrialException("not a tag", $"--tag {tag}",
            "Use letters, digits, dots, dashes and underscores, such as 007a-patched", ExitStatus.BadInput);

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
                Tag = DraftTag(((ICapture)this).Tag) ?? defaults.Tag,
            };
        }
    }
}
