using System.Reflection;
using Nuke.Common.Execution;
using Nuke.Common.Parameters;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Nuke.Common.Output;

/// <summary>What <c>--help</c> prints: targets with their dependencies, then parameters.</summary>
static class HelpPage
{
    internal static IRenderable Of(IEnumerable<ExecutableTarget> targets, Type build)
    {
        var members = ParameterMembers.Of(build).DistinctBy(ParameterMembers.NameOf).ToList();
        return new Rows(
            new Text("Targets (with their direct dependencies):\n"),
            Targets(targets.Where(x => x.Listed)),
            new Text("\nParameters:\n"),
            Parameters(members.Where(x => x.DeclaringType != typeof(NukeBuild))),
            new Text("\nParameters of the build host:\n"),
            Parameters(members.Where(x => x.DeclaringType == typeof(NukeBuild))));
    }

    static Grid Targets(IEnumerable<ExecutableTarget> targets)
    {
        var grid = NewGrid();
        foreach (var target in targets)
        {
            var dependencies = target.ExecutionDependencies.Count == 0
                ? "" : $" -> {string.Join(", ", target.ExecutionDependencies.Select(x => x.Name))}";
            grid.AddRow(
                new Text($"  {target.Name}{(target.IsDefault ? " (default)" : "")}{dependencies}"), new Text(target.Description ?? ""));
        }

        return grid;
    }

    static Grid Parameters(IEnumerable<MemberInfo> members)
    {
        var grid = NewGrid();
        foreach (var (name, description) in members
            .Select(x => (ParameterMembers.Dashed(ParameterMembers.NameOf(x)), x.GetCustomAttribute<ParameterAttribute>()?.Description))
            .OrderBy(x => x.Item1, StringComparer.Ordinal))
            grid.AddRow(new Text($"  --{name}"), new Text(description ?? ""));
        return grid;
    }

    static Grid NewGrid() => new Grid().AddColumn(new GridColumn().NoWrap().PadRight(4)).AddColumn();
}
