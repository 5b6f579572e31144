using SpiceTrial.Trial;

/// <content>Other releases and the nightly.</content>
sealed partial class Build : IMatrix, INightly
{
    public NightlyRun NightlyRun =>
        new(Settings, this, [new FullVerification(Settings, this), new LabShortSet(Settings.Workspace, Settings.Jobs, Phase)]);
}
