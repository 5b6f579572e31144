using Nuke.Common.Output;
using Serilog;

namespace Nuke.Common.Execution;

/// <summary>Runs the targets of the plan, one after the other.</summary>
sealed class Executor(NukeBuild build, BuildOutput output)
{
    IEnumerable<ExecutableTarget> Scheduled => build.ExecutionPlan.Where(x => x.Status == ExecutionStatus.Scheduled);

    /// <param name="skipped">Targets not to run; an empty list skips all that were not asked for by name.</param>
    internal void Run(IReadOnlyCollection<string>? skipped)
    {
        Skipping.ByName(build.ExecutionPlan, skipped);
        foreach (var target in build.ExecutionPlan)
            Skipping.ByCondition(build.ExecutionPlan, target, target.Definition.StaticConditions);
        Requirements.Check(build, Scheduled);

        var proceeding = true;
        foreach (var target in build.ExecutionPlan)
        {
            if (proceeding || target.Definition.IsAssured)
                proceeding &= Run(target);
        }

        foreach (var target in Scheduled)
            target.Status = ExecutionStatus.NotRun;
    }

    /// <summary>False when the run must not go on.</summary>
    bool Run(ExecutableTarget target)
    {
        Skipping.ByCondition(build.ExecutionPlan, target, target.Definition.DynamicConditions);
        if (target.Status == ExecutionStatus.Skipped)
            return true;
        if (target.Definition.Actions.Count == 0)
        {
            target.Status = ExecutionStatus.Collective;
            return true;
        }

        using var block = output.Block(target.Name);
        target.Status = ExecutionStatus.Running;
        build.OnTargetRunning(target.Name);
        target.Stopwatch.Start();
        try
        {
            target.Definition.Actions.ForEach(x => x());
            target.Stopwatch.Stop();
            target.Status = ExecutionStatus.Succeeded;
            build.OnTargetSucceeded(target.Name);
            return true;
        }
        catch (Exception e)
        {
            // Whatever a target throws ends that target, not the host: summary and exit code follow.
            target.Stopwatch.Stop();
            target.Status = ExecutionStatus.Failed;
            target.FailedBecause = $"{e.GetType().Name}: {e.Message.Split('\n', 2)[0].Trim()}";
            Log.Error(e, "{Target:l} failed: {Message:l}", target.Name, e.Message);
            build.OnTargetFailed(target.Name);
            return target.Definition.Proceeds;
        }
    }
}
