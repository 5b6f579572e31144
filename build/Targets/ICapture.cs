using Nuke.Common;
using Nuke.Common.Utilities.Collections;
using SpiceTrial.Hosts;
using SpiceTrial.Sessions;
using SpiceTrial.Trial;

/// <summary>A session off its hypervisor.</summary>
interface ICapture : IHazHypervisor, IHazSessions, IHazVideo, IHazOutput
{
    [Parameter("Name of the session (needed by Capture), trial (default: 007) or rehearsal (default: its suite)")]
    string? Tag => TryGetValue(() => Tag);

    [Parameter("The domain (default: the only one that runs with the library)")]
    string? Domain => TryGetValue(() => Domain);

    [Parameter("Folder with the client's reports of this session (default: none)")]
    string? ClientReports => TryGetValue(() => ClientReports);

    [Parameter("The arm that must be running: stock, control or a ring size (default: the plan's, else any)")]
    string? ExpectArm => TryGetValue(() => ExpectArm);

    [Parameter("Show the figures while the run goes on, and capture when playback is over")]
    bool Follow => TryGetValue<bool?>(() => Follow) ?? false;

    sealed CaptureRun CaptureRun => new(
        ConnectAsync, stop => KnownBuilds.OfProjectAsync(Settings.Workspace, OfRun.Output.Warning, stop),
        OfRun.Output.Phase, OfRun.Output.Warning) { Step = OfRun.Output.Step };

    sealed CaptureRequest CaptureRequest => new(
        Tag ?? throw new TrialException("no tag is given", "--tag", "Name the session: --tag 007a-patched", ExitStatus.BadInput),
        SessionsFolder)
    {
        Domain = Domain, ClientReports = ClientReports, ExpectArm = ExpectArm, Video = AnalyzeOptions.VideoFrom(Video),
    };

    [TargetHelp(Purpose.Measure, "Takes a run's log, XML and libraries off the hypervisor", "Capture --host sf-2 --tag 007a-patched")]
    Target Capture => _ => _
        .Described<ICapture>()
        .Executes(async () =>
        {
            CapturedSession captured;
            try
            {
                captured = await CaptureRun.RunAsync(CaptureRequest, Follow, Output, Cancelled);
            }
            finally
            {
                // A bar that nobody ends is drawn over the error, and keeps the cursor hidden.
                OfRun.Output.EndOfSteps();
            }

            ConsoleTable.WriteColumns(AnalysisTable.Rows(captured.Analysis.Runs));
            ReportSummary(x => x.AddPair("Session", Standpoint.Told(captured.Folder))
                .AddPair("Bundle", Standpoint.Told(captured.Bundle)));
        });
}
