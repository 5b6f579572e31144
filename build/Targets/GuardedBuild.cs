using System.Linq.Expressions;
using Nuke.Common;

/// <summary>A build whose command line is checked, or its help shown, before Nuke starts, and whose failures have exit codes of their
/// own. "Build failed" is not said: what failed is, and most targets build nothing.</summary>
[DisableDefaultOutput(DefaultOutput.BuildOutcome), OutcomeOnce, NoOutcomeOfEnded]
abstract class GuardedBuild : NukeBuild
{
    /// <summary>Nuke has made its log by now.</summary>
    protected override void OnBuildInitialized() => GuardedRun.Begin();

    protected override void OnTargetFailed(string target) => ExitCode ??= GuardedRun.Failure;

    protected static int Run<T>(string[] arguments, Expression<Func<T, Target>> defaultTarget)
        where T : GuardedBuild, new() =>
        GuardedRun.Execute(BuildCommandLine.Of(typeof(T), ((MemberExpression)defaultTarget.Body).Member.Name), arguments,
            () => Execute(defaultTarget));
}
