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

    internal Target Factory { get; }

    internal bool IsDefault { get; }

    public string? Description => Definition.DescriptionText;

    internal bool Invoked { get; set; }

    internal ExecutionStatus Status { get; set; }

    internal TimeSpan Duration => Stopwatch.Elapsed;

    /// <summary>The kind and the first line of what the target failed with.</summary>
    internal string? FailedBecause { get; set; }

    /// <summary>The pairs that stand beside the target in the summary.</summary>
    internal Dictionary<string, string> SummaryInformation { get; set; } = [];

    public ICollection<ExecutableTarget> ExecutionDependencies { get; } = new HashSet<ExecutableTarget>();

    public ICollection<ExecutableTarget> Triggers { get; } = new HashSet<ExecutableTarget>();

    internal ISet<ExecutableTarget> TriggerDependencies { get; } = new HashSet<ExecutableTarget>();

    internal TargetDefinition Definition { get; set; } = null!;

    internal Stopwatch Stopwatch { get; } = new();

    internal IEnumerable<ExecutableTarget> AllDependencies => ExecutionDependencies.Concat(TriggerDependencies);
}
