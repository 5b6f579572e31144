/// <summary>The build: its components are its targets, in <c>Targets/</c>.</summary>
sealed class Build : GuardedBuild,
    IInfo, IStatus, ITestHost,
    IResolveVersion, IFetchSource, IApplyPatch, IDebBuild, IPackageArtifacts, IVerifyArtifacts, IPublish, IMatrix, INightly,
    IInstall, IConfirm, IRevert, IRollout,
    IPlan, ICapture, IAnalyze, IGate, ICompare, IReport, ISimulateVerdicts,
    ILab, IRehearse, IDiagnose,
    IDraftUpstreamIssue, IDraftPlan,
    ITest, IFuzz, IClean
{
    static int Main(string[] arguments) => Run<Build>(arguments, x => ((IDebBuild)x).DebBuild);
}
