using Nuke.Common.Execution;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Nuke.Common.Output;

/// <summary>What <c>--plan</c> prints: the targets in the order they would run. (Nuke itself opens a browser here.)</summary>
static class PlanPage
{
    internal static IRenderable Of(IEnumerable<ExecutableTarget> plan)
    {
        var table = new Table().Border(TableBorder.Simple).AddColumns("#", "Target", "After", "Triggers", "Description");
        foreach (var (target, number) in plan.Select((x, i) => (x, i + 1)))
        {
            table.AddRow(
                new Text($"{number}"),
                new Text(target.Name),
                new Text(Names(target.ExecutionDependencies)),
                new Text(Names(target.Triggers)),
                new Text(target.Description ?? ""));
        }

        return table;
    }

    static string Names(IEnumerable<ExecutableTarget> targets) => string.Join(", ", targets.Select(x => x.Name));
}
