using Nuke.Common;

/// <summary>The build: its components are its targets, in <c>Targets/</c>.</summary>
sealed partial class Build : NukeBuild, ITest
{
    [Parameter("The hypervisor, as ssh knows it")]
    string? Hypervisor { get; set; }

    static int Main(string[] arguments) => Guarded(arguments, () => Execute<Build>(x => ((ITest)x).Test));
}
