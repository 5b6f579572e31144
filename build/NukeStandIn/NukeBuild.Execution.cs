using System.Linq.Expressions;
using System.Reflection;
using Nuke.Common.Execution;
using Nuke.Common.Output;
using Nuke.Common.Parameters;

namespace Nuke.Common;

/// <content>Running, and what a build class may do at each step.</content>
public abstract partial class NukeBuild
{
    const int Failure = 255;

    /// <summary>Runs what the command line of this process asks for.</summary>
    /// <returns>0, or 255 after a failure, or what the build set as <see cref="ExitCode"/>.</returns>
    protected static int Execute<T>(params Expression<Func<T, Target>>[] defaultTargetExpressions)
        where T : NukeBuild, new()
    {
        using var output = new BuildOutput(Verbosity, Host, Console.Out);
        var build = new T();
        try
        {
            Injection.Into(build);
            return build.Run(output, [.. defaultTargetExpressions.Select(x => ParameterMembers.Named(x).Name)]);
        }
        catch (Exception e)
        {
            // Nothing may leave without exit code and message.
            BuildOutput.Error(e);
            return build.ExitCode ??= Failure;
        }
    }

    protected internal virtual void OnBuildInitialized()
    {
    }

    protected internal virtual void OnTargetFailed(string target)
    {
    }

    int Run(BuildOutput output, IReadOnlyCollection<string> defaults)
    {
        var targets = TargetGraph.Create(this, defaults);
        if (!NoLogo)
            output.Logo();
        ExecutionPlan = Planner.Plan(targets, ParameterValues.OfThisProcess.Find<string[]>("Target"));
        OnBuildInitialized();
        try
        {
            new Executor(this, output).Run(ParameterValues.OfThisProcess.Find<string[]>("Skip"));
            return ExitCode ??= SummaryPage.HasFailed(ExecutionPlan) ? Failure : 0;
        }
        finally
        {
            foreach (var target in ExecutionPlan.Where(x => x.Status == ExecutionStatus.Scheduled))
                target.Status = ExecutionStatus.NotRun;
            output.Finish(ExecutionPlan, IsShown);
        }
    }

    bool IsShown(DefaultOutput part) => !GetType().GetCustomAttributes<DisableDefaultOutputAttribute>()
        .Any(x => x.DisabledOutputs.Contains(part) && x.IsApplicable(this));
}
