namespace Nuke.Common.Execution;

/// <summary>Chooses the targets of a run and their order.</summary>
static class Planner
{
    /// <exception cref="InvalidOperationException">A name is unknown, or targets depend on each other in a circle.</exception>
    internal static IReadOnlyList<ExecutableTarget> Plan(IReadOnlyList<ExecutableTarget> targets, IReadOnlyList<string>? invokedNames)
    {
        // Circles are an error also where this run would not meet them.
        Sort(targets);

        var invoked = invokedNames is null ? [.. targets.Where(x => x.IsDefault)] : invokedNames.Select(x => Named(targets, x)).ToList();
        if (invokedNames is not null)
            invoked.ForEach(x => x.Invoked = true);

        var scheduled = new HashSet<ExecutableTarget>();
        var seeds = new List<ExecutableTarget>();
        foreach (var target in invoked)
            Schedule(target, scheduled, seeds);

        var plan = Sort(seeds).Where(scheduled.Contains).ToList();
        plan.ForEach(x => x.Status = ExecutionStatus.Scheduled);
        return plan;
    }

    static void Schedule(ExecutableTarget target, HashSet<ExecutableTarget> scheduled, List<ExecutableTarget> seeds)
    {
        if (!scheduled.Add(target))
            return;
        seeds.Add(target);
        foreach (var other in target.ExecutionDependencies.Concat(target.Triggers))
            Schedule(other, scheduled, seeds);
    }

    /// <summary>Depth first, so that the order in which targets were asked for stays where nothing else orders them.</summary>
    static List<ExecutableTarget> Sort(IEnumerable<ExecutableTarget> seeds)
    {
        var sorted = new List<ExecutableTarget>();
        var done = new HashSet<ExecutableTarget>();
        var path = new List<ExecutableTarget>();
        foreach (var seed in seeds)
            Visit(seed);
        return sorted;

        void Visit(ExecutableTarget target)
        {
            if (path.Contains(target))
                throw Circular([.. path.SkipWhile(x => x != target), target]);
            if (!done.Add(target))
                return;
            path.Add(target);
            foreach (var dependency in target.AllDependencies)
                Visit(dependency);
            path.Remove(target);
            sorted.Add(target);
        }
    }

    static InvalidOperationException Circular(IEnumerable<ExecutableTarget> circle) =>
        new($"Circular dependencies between targets: {string.Join(" -> ", circle.Select(x => x.Name))}");

    static ExecutableTarget Named(IReadOnlyList<ExecutableTarget> targets, string name)
    {
        var plain = name.Replace("-", "", StringComparison.Ordinal);
        return targets.FirstOrDefault(x => x.Name.Equals(plain, StringComparison.OrdinalIgnoreCase))
            ?? throw new InvalidOperationException(
                $"Target with name '{name}' does not exist. Available targets are: {string.Join(", ", targets.Select(x => x.Name))}");
    }
}
