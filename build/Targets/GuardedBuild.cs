using System.Linq.Expressions;
using Nuke.Common;
using Nuke.Common.Execution;

/// <summary>A build whose command line is checked, or its help shown, before Nuke starts, and whose failures have exit codes of their
/// own. "Build failed" is not said: what failed is, and most targets build nothing.</summary>
[DisableDefaultOutput(DefaultOutput.BuildOutcome), OutcomeOnce, NoOutcomeOfEnded]
abstract class GuardedBuild : NukeBuild
{
    [Parameter("Shows what would run, in which order")]
    protected readonly bool ShowPlan;

    /// <summary>Nuke has made its log and its plan by now. It would show the plan in a browser, and fail where there is none.</summary>
    protected override void OnBuildInitialized()
    {
        GuardedRun.Begin();
        var isAsked = this is IHazConsent { Yes: false } && Environment.GetEnvironmentVariable("CI") is null or "" or "false";
        AptConsent.Ask = isAsked ? new ConsoleOperator(showsAll: false).AskAsync : null;
        if (!ShowPlan)
            return;
        ConsoleTable.Write(["#", "Target", "After", "Triggers", "Description"], ExecutionPlan.Select((x, i) => (string[])
            [$"{i + 1}", x.Name, Names(x.ExecutionDependencies), Names(x.Triggers), x.Description ?? ""]));
        Environment.Exit((int)ExitStatus.Done);
    }

    protected override void OnTargetFailed(string target) => ExitCode ??= GuardedRun.Failure;

    static string Names(IEnumerable<ExecutableTarget> targets) => string.Join(", ", targets.Select(x => x.Name));

    protected static int Run<T>(string[] arguments, Expression<Func<T, Target>> defaultTarget)
        where T : GuardedBuild, new() =>
        GuardedRun.Execute(BuildCommandLine.Of(typeof(T), ((MemberExpression)defaultTarget.Body).Member.Name), arguments,
            () => Execute(defaultTarget));
}
