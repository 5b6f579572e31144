using System.Diagnostics;

namespace Nuke.Common.Execution;

/// <summary>A target of this build with its declaration and where it stands in this run.</summary>
public sealed class ExecutableTarget
{
    internal ExecutableTarget(string name, Target factory, bool isDefault)
    {
        Name = name;
        Factory = factory;
        IsDefault = isDefault;
    }

    public string Name { get; }

    public Target Factory { get; }

    public bool IsDefault { get; }

    public string? Description => Definition.DescriptionText;

    public bool Listed => Definition.IsListed;

    public bool Invoked { get; internal set; }

    public ExecutionStatus Status { get; internal set; }

    public TimeSpan Duration => Stopwatch.Elapsed;

    /// <summary>The kind and the first line of what the target failed with.</summary>
    internal string? FailedBecause { get; set; }

    /// <summary>The pairs that stand beside the target in the summary.</summary>
    public Dictionary<string, string> SummaryInformation { get; internal set; } = [];

    public ISet<ExecutableTarget> ExecutionDependencies { get; } = new HashSet<ExecutableTarget>();

    public ISet<ExecutableTarget> OrderDependencies { get; } = new HashSet<ExecutableTarget>();

    public ISet<ExecutableTarget> Triggers { get; } = new HashSet<ExecutableTarget>();

    internal ISet<ExecutableTarget> TriggerDependencies { get; } = new HashSet<ExecutableTarget>();

    internal TargetDefinition Definition { get; set; } = null!;

    internal Stopwatch Stopwatch { get; } = new();

    internal IEnumerable<ExecutableTarget> AllDependencies => ExecutionDependencies.Concat(OrderDependencies).Concat(TriggerDependencies);
}
