namespace Nuke.Common.Execution;

/// <summary>Decides which targets of the plan do not run.</summary>
static class Skipping
{
    /// <param name="plan">What would run.</param>
    /// <param name="names">Those not to run; an empty list: all; <c>null</c>: none. What was asked for runs all the same.</param>
    internal static void ByName(IEnumerable<ExecutableTarget> plan, IReadOnlyCollection<string>? names)
    {
        if (names is null)
            return;
        var plain = names.Select(x => x.Replace("-", "", StringComparison.Ordinal)).ToHashSet(StringComparer.OrdinalIgnoreCase);
        foreach (var target in plan.Where(x => !x.Invoked && (plain.Count == 0 || plain.Contains(x.Name))))
        {
            target.Status = ExecutionStatus.Skipped;
            target.SummaryInformation.TryAdd("Skipped", "via parameter");
        }
    }
}
