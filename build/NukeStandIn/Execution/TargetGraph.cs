using System.Reflection;

namespace Nuke.Common.Execution;

/// <summary>Reads the targets of a build class and its components and links what they declare.</summary>
static class TargetGraph
{
    internal static IReadOnlyList<ExecutableTarget> Create(NukeBuild build, IReadOnlyCollection<string> defaults)
    {
        var targets = Properties(build.GetType())
            .Select(x => new ExecutableTarget(x.Name, (Target)x.GetValue(build)!, defaults.Contains(x.Name)))
            .ToList();
        foreach (var target in targets)
        {
            target.Definition = new TargetDefinition(build);
            target.Factory(target.Definition);
        }

        foreach (var target in targets)
            Link(target, Find);
        return targets;

        // Two delegates of one property are equal: same method, same build.
        IEnumerable<ExecutableTarget> Find(List<Target> factories) => factories.Select(x =>
            targets.FirstOrDefault(y => y.Factory == x)
                ?? throw new InvalidOperationException("A target refers to one that is no property of the build"));
    }

    static IEnumerable<PropertyInfo> Properties(Type type)
    {
        const BindingFlags Any = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic;
        return type.GetProperties(Any)
            .Concat(type.GetInterfaces().SelectMany(x => x.GetProperties(Any)))
            .Where(x => x.PropertyType == typeof(Target) && !x.Name.Contains('.', StringComparison.Ordinal))
            .DistinctBy(x => x.Name);
    }

    static void Link(ExecutableTarget target, Func<List<Target>, IEnumerable<ExecutableTarget>> find)
    {
        var declared = target.Definition;
        foreach (var other in find(declared.DependsOnTargets))
            target.ExecutionDependencies.Add(other);
        foreach (var other in find(declared.TriggersTargets))
        {
            target.Triggers.Add(other);
            other.TriggerDependencies.Add(target);
        }
    }
}
