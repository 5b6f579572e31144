using SpiceTrial.Nightly;
using SpiceTrial.Packages;

/// <content>Other releases and the nightly.</content>
sealed partial class Build : IMatrix, INightly
{
    public NightlyRun NightlyRun => new(Settings, this, [new FullVerification(Settings, this), new LabShortSet(Workspace.At(RootDirectory, Settings.CacheDirectory), Settings.Jobs, Phase)]);
}
