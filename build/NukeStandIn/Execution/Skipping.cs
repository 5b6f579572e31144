namespace Nuke.Common.Execution;

/// <summary>Decides which targets of the plan do not run.</summary>
static class Skipping
{
    internal static void ByName(IReadOnlyCollection<ExecutableTarget> plan, IReadOnlyCollection<string>? names)
    {
        if (names is null)
            return;
        var plain = names.Select(x => x.Replace("-", "", StringComparison.Ordinal)).ToHashSet(StringComparer.OrdinalIgnoreCase);
        foreach (var target in plan.Where(x => plain.Count == 0 ? !x.Invoked : plain.Contains(x.Name)))
            Mark(plan, target, "via parameter");
    }

    internal static void ByCondition(
        IReadOnlyCollection<ExecutableTarget> plan,
        ExecutableTarget target,
        IEnumerable<(string Text, Func<bool> Holds)> conditions)
    {
        if (target.Status != ExecutionStatus.Scheduled)
            return;
        var violated = conditions.Where(x => !x.Holds()).Select(x => x.Text).ToList();
        if (violated.Count > 0)
            Mark(plan, target, $"only when {string.Join(" && ", violated)}");
    }

    static void Mark(IReadOnlyCollection<ExecutableTarget> plan, ExecutableTarget target, string reason)
    {
        if (target.Status != ExecutionStatus.Scheduled)
            return;
        target.Status = ExecutionStatus.Skipped;
        target.SummaryInformation.TryAdd("Skipped", reason);
        if (target.Definition.WhenSkippedBehavior == DependencyBehavior.Execute)
            return;

        foreach (var dependency in target.ExecutionDependencies.Concat(target.Triggers).Where(x => !NeededByOthers(x)))
            Mark(plan, dependency, $"because of {target.Name}");

        bool NeededByOthers(ExecutableTarget dependency) => dependency.Invoked || plan.Any(x =>
            x.Status == ExecutionStatus.Scheduled && (x.ExecutionDependencies.Contains(dependency) || x.Triggers.Contains(dependency)));
    }
}
