using Nuke.Common.Output;
using Serilog;

namespace Nuke.Common.Execution;

/// <summary>Runs the targets of the plan, one after the other.</summary>
sealed class Executor(NukeBuild build, BuildOutput output)
{
    /// <param name="skipped">Targets not to run; an empty list skips all that were not asked for by name.</param>
    internal void Run(IReadOnlyCollection<string>? skipped)
    {
        Skipping.ByName(build.ExecutionPlan, skipped);
        foreach (var target in build.ExecutionPlan.Where(x => x.Status == ExecutionStatus.Scheduled))
        {
            if (!Run(target))
                return;
        }
    }

    /// <summary>False when the run must not go on.</summary>
    bool Run(ExecutableTarget target)
    {
        if (target.Definition.Actions.Count == 0)
        {
            target.Status = ExecutionStatus.Collective;
            return true;
        }

        using var block = output.Block(target.Name);
        target.Status = ExecutionStatus.Running;
        target.Stopwatch.Start();
        try
        {
            target.Definition.Actions.ForEach(x => x());
            target.Stopwatch.Stop();
            target.Status = ExecutionStatus.Succeeded;
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
            return false;
        }
    }
}
