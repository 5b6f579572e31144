using Nuke.Common;

/// <summary>The build: its components are its targets, in <c>Targets/</c>.</summary>
sealed partial class Build : NukeBuild, IDraftUpstreamIssue, IInfo, ITest
{
    static int Main(string[] arguments) =>
        Guarded(arguments, nameof(IDebBuild.DebBuild), () => WithChain(() => Execute<Build>(x => ((IDebBuild)x).DebBuild)));
}
