namespace Nuke.Common;

/// <summary>The sentences a target is declared with.</summary>
public interface ITargetDefinition
{
    ITargetDefinition Description(string description);

    ITargetDefinition Executes(params Action[] actions);

    ITargetDefinition Executes(Func<Task> action);

    /// <summary>These run before, and this one only when they did not fail.</summary>
    ITargetDefinition DependsOn(params Target[] targets);

    /// <summary>Schedules these to run afterwards.</summary>
    ITargetDefinition Triggers<T>(params Func<T, Target>[] targets);

    ITargetDefinition Produces(params string[] artifacts);
}
