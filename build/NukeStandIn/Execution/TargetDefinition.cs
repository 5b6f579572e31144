namespace Nuke.Common.Execution;

/// <summary>Collects what a target declares; <see cref="TargetGraph"/> turns it into edges.</summary>
sealed class TargetDefinition(NukeBuild build) : ITargetDefinition
{
    internal string? DescriptionText { get; private set; }

    internal List<Action> Actions { get; } = [];

    internal List<Target> DependsOnTargets { get; } = [];

    internal List<Target> TriggersTargets { get; } = [];

    public ITargetDefinition Description(string description) => Do(() => DescriptionText = description);

    public ITargetDefinition Executes(params Action[] actions) => Do(() => Actions.AddRange(actions));

    public ITargetDefinition Executes(Func<Task> action) => Executes(() => action().GetAwaiter().GetResult());

    public ITargetDefinition DependsOn(params Target[] targets) => Do(() => DependsOnTargets.AddRange(targets));

    public ITargetDefinition Triggers<T>(params Func<T, Target>[] targets) => Do(() => TriggersTargets.AddRange(Of(targets)));

    // Artifacts only matter to generated CI configurations, which this build does not use.
    public ITargetDefinition Produces(params string[] artifacts) => this;

    Target[] Of<T>(Func<T, Target>[] targets) => build is T component
        ? [.. targets.Select(x => x(component))]
        : throw new InvalidOperationException($"{build.GetType().Name} has no component {typeof(T).Name}");

    TargetDefinition Do(Action declare)
    {
        declare();
        return this;
    }
}
