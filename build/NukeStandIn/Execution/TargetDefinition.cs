using System.Linq.Expressions;

namespace Nuke.Common.Execution;

/// <summary>Collects what a target declares; <see cref="TargetGraph"/> turns it into edges.</summary>
sealed class TargetDefinition(NukeBuild build) : ITargetDefinition
{
    internal string? DescriptionText { get; private set; }

    internal bool IsListed { get; private set; } = true;

    internal bool IsAssured { get; private set; }

    internal bool Proceeds { get; private set; }

    internal DependencyBehavior WhenSkippedBehavior { get; private set; } = DependencyBehavior.Execute;

    internal List<Action> Actions { get; } = [];

    internal List<LambdaExpression> Requirements { get; } = [];

    internal List<(string Text, Func<bool> Holds)> StaticConditions { get; } = [];

    internal List<(string Text, Func<bool> Holds)> DynamicConditions { get; } = [];

    internal List<Target> DependsOnTargets { get; } = [];

    internal List<Target> DependentForTargets { get; } = [];

    internal List<Target> BeforeTargets { get; } = [];

    internal List<Target> AfterTargets { get; } = [];

    internal List<Target> TriggersTargets { get; } = [];

    internal List<Target> TriggeredByTargets { get; } = [];

    public ITargetDefinition Description(string description) => Do(() => DescriptionText = description);

    public ITargetDefinition Executes(params Action[] actions) => Do(() => Actions.AddRange(actions));

    public ITargetDefinition Executes(Func<Task> action) => Executes(() => action().GetAwaiter().GetResult());

    public ITargetDefinition DependsOn(params Target[] targets) => Do(() => DependsOnTargets.AddRange(targets));

    public ITargetDefinition DependsOn<T>(params Func<T, Target>[] targets) => DependsOn(Of(targets));

    public ITargetDefinition TryDependsOn<T>(params Func<T, Target>[] targets) => build is T ? DependsOn(targets) : this;

    public ITargetDefinition DependentFor(params Target[] targets) => Do(() => DependentForTargets.AddRange(targets));

    public ITargetDefinition DependentFor<T>(params Func<T, Target>[] targets) => DependentFor(Of(targets));

    public ITargetDefinition Before(params Target[] targets) => Do(() => BeforeTargets.AddRange(targets));

    public ITargetDefinition Before<T>(params Func<T, Target>[] targets) => Before(Of(targets));

    public ITargetDefinition After(params Target[] targets) => Do(() => AfterTargets.AddRange(targets));

    public ITargetDefinition After<T>(params Func<T, Target>[] targets) => After(Of(targets));

    public ITargetDefinition Triggers(params Target[] targets) => Do(() => TriggersTargets.AddRange(targets));

    public ITargetDefinition Triggers<T>(params Func<T, Target>[] targets) => Triggers(Of(targets));

    public ITargetDefinition TriggeredBy(params Target[] targets) => Do(() => TriggeredByTargets.AddRange(targets));

    public ITargetDefinition TriggeredBy<T>(params Func<T, Target>[] targets) => TriggeredBy(Of(targets));

    public ITargetDefinition OnlyWhenDynamic(Func<bool> condition, string? conditionExpression = null) =>
        Do(() => DynamicConditions.Add((ConditionText(conditionExpression), condition)));

    public ITargetDefinition OnlyWhenStatic(Func<bool> condition, string? conditionExpression = null) =>
        Do(() => StaticConditions.Add((ConditionText(conditionExpression), condition)));

    public ITargetDefinition WhenSkipped(DependencyBehavior dependencyBehavior) => Do(() => WhenSkippedBehavior = dependencyBehavior);

    public ITargetDefinition Requires<T>(Expression<Func<T?>> parameterRequirement, params Expression<Func<T?>>[] parameterRequirements)
        where T : class => Do(() => Requirements.AddRange([parameterRequirement, .. parameterRequirements]));

    public ITargetDefinition Requires<T>(Expression<Func<T?>> parameterRequirement, params Expression<Func<T?>>[] parameterRequirements)
        where T : struct => Do(() => Requirements.AddRange([parameterRequirement, .. parameterRequirements]));

    public ITargetDefinition Requires(Expression<Func<bool>> requirement, params Expression<Func<bool>>[] requirements) =>
        Do(() => Requirements.AddRange([requirement, .. requirements]));

    // Artifacts only matter to generated CI configurations, which this build does not use; consuming also orders.
    public ITargetDefinition Produces(params string[] artifacts) => this;

    public ITargetDefinition Consumes(params Target[] targets) => After(targets);

    public ITargetDefinition Consumes<T>(params Func<T, Target>[] targets) => Consumes(Of(targets));

    public ITargetDefinition Unlisted() => Do(() => IsListed = false);

    public ITargetDefinition AssuredAfterFailure() => Do(() => IsAssured = true);

    public ITargetDefinition ProceedAfterFailure() => Do(() => Proceeds = true);

    public ITargetDefinition Inherit(params Target[] targets) => Do(() => Array.ForEach(targets, x => x(this)));

    public ITargetDefinition Inherit<T>(params Expression<Func<T, Target>>[] targets) =>
        Inherit([.. targets.Select(x => x.Compile(preferInterpretation: true)((T)(object)build))]);

    Target[] Of<T>(Func<T, Target>[] targets) => build is T component
        ? [.. targets.Select(x => x(component))]
        : throw new InvalidOperationException($"{build.GetType().Name} has no component {typeof(T).Name}");

    TargetDefinition Do(Action declare)
    {
        declare();
        return this;
    }

    static string ConditionText(string? expression) => (expression ?? "").TrimStart('(', ')', '=', '>', ' ');
}
