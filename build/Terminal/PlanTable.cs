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
}
