using Nuke.Common;
using Nuke.Common.Utilities.Collections;
using SpiceTrial.Trial;

/// <summary>A session off its hypervisor.</summary>
interface ICapture : IHazHypervisor, IHazSessions, IHazVideo, IHazOutput
{
    [Parameter("The session's tag, such as 007a-patched")]
    string? Tag => TryGetValue(() => Tag);

    [Parameter("The domain (default: the only one that runs with the library)")]
    string? Domain => TryGetValue(() => Domain);

    [Parameter("Folder with the client's reports of this session")]
    string? ClientReports => TryGetValue(() => ClientReports);

    [Parameter("The arm that must be running: stock, control or a ring size")]
    string? ExpectArm => TryGetValue(() => ExpectArm);

    [Parameter("Show the figures while the run goes on, and capture when playback is over")]
    bool Follow => TryGetValue<bool?>(() => Follow) ?? false;

    CaptureRun CaptureRun { get; }

    CaptureRequest CaptureRequest { get; }

    Target Capture => _ => _
        .Description("Takes a run's log, live XML, libraries and client reports off the hypervisor, as sessions/TAG and a bundle")
        .Executes(async () =>
        {
            var captured = await CaptureRun.RunAsync(CaptureRequest, Follow, Output, Cancelled);
            ConsoleTable.WriteColumns(AnalysisTable.Rows(captured.Analysis.Runs));
            ReportSummary(x => x.AddPair("Session", Path.GetRelativePath(RootDirectory, captured.Folder))
                .AddPair("Bundle", Path.GetRelativePath(RootDirectory, captured.Bundle)));
        });
}
