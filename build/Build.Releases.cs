using SpiceTrial.Trial;

/// <content>Other releases and the nightly.</content>
sealed partial class Build : IMatrix, INightly
{
    public ReleaseMatrix ReleaseMatrix => new(Settings, this, new ReleaseProof(Chain.Steps, ReleaseMatrix.FolderOf(Settings)));

    public NightlyRun NightlyRun => new(Settings, this, new ReleaseProof(
        Chain.Steps, NightlyRun.FolderOf(Settings), new LabShortSet(Settings.Workspace, Settings.Jobs, Phase)));
}
