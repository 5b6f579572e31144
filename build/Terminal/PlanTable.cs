using SpiceTrial.Reports;
using SpiceTrial.Verdicts;

namespace SpiceTrial.Terminal;

/// <summary>A trial's plan as a table: what is done and what is next.</summary>
public static class PlanTable
{
    public static IEnumerable<IReadOnlyList<string>> Rows(TrialPlan plan) =>
    [
        ["", "run", "library", "minutes", "state"],
        .. plan.Runs.Select((x, i) => (IReadOnlyList<string>)[$"{i + 1}", x.Tag,
            x.Arm == PlannedArm.Baseline ? "stock" : $"{plan.TraceItems} entries", $"{x.Minutes:0.#}",
            x == plan.Next ? "next" : x.State == PlannedRunState.Done ? $"done: {x.Bundle}" : "open"]),
    ];

    /// <summary>Below it: how often such a trial decides, and the commands of the run that is next.</summary>
    public static IEnumerable<string> Lines(TrialPlan plan, string host, string? sshConfig) =>
    [
        .. plan.Power.Select(x => $"if the patch does this: {x.Effect}: confirmed in {Wording.Percent(x.Confirmed)}, refuted in "
            + $"{Wording.Percent(x.Refuted)} of {DrawPlan.Trials} simulated trials"),
        .. plan.Next is { } next
            ? TrialInstructions.Commands(plan, next, host, sshConfig).Select(x => $"next: {Standpoint.Commands(x)}") : [],
    ];
}
