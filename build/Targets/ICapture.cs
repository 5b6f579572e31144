using Nuke.Common;
using Nuke.Common.Utilities.Collections;
using Serilog;
using SpiceTrial.Hypervisors;
using SpiceTrial.Hypervisors.Status;
using SpiceTrial.Json;
using SpiceTrial.Sessions;
using SpiceTrial.Sessions.Capturing;

/// <summary>A session off its hypervisor.</summary>
interface ICapture : IHazHypervisor, IHazVideo, IHazOutput
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

    /// <summary>Opens a connection to the host.</summary>
    Func<CancellationToken, Task<IHostConnection>> Connect { get; }

    Target Capture => _ => _
        .Description("Takes a run's log, live XML, libraries and client reports off the hypervisor, as sessions/TAG and a bundle")
        .Executes(CaptureAsync);

    sealed async Task CaptureAsync()
    {
        var request = new CaptureRequest(Tag ?? throw new SpiceTrial.TrialException("no tag is given", "--tag", "Name the session: --tag 007a-patched", SpiceTrial.ExitStatus.BadInput), Path.Combine(RootDirectory, "sessions"))
        {
            Domain = Domain, ClientReports = ClientReports, ExpectArm = ExpectArm, Video = AnalyzeOptions.VideoFrom(Video),
        };
        var builds = await KnownBuilds.ReadAsync(Path.Combine(RootDirectory, "built"), x => Log.Warning("{Warning:l}", x), Cancelled);
        await using var connection = await Connect(Cancelled);
        async Task<HostReading> ReadHost(CancellationToken stop) => HostReading.Of(await HostStatusReader.ReadAsync(connection, builds, DateTimeOffset.UtcNow, stop));
        void Say(string line) => Log.Information("{Line:l}", line);
        if (Follow)
            await new FollowSession(connection, ReadHost, Say).RunAsync(request, Cancelled);
        var (folder, bundle, manifest, analysis) = await new CaptureSession(connection, ReadHost, Say, TimeProvider.System).RunAsync(request, Cancelled);
        ConsoleTable.WriteColumns(AnalysisTable.Rows(analysis.Runs));
        foreach (var warning in manifest.Warnings)
            Log.Warning("{Warning:l}", warning);
        if (Output is not null)
            await RecordFile.WriteAsync(Path.Combine(Output, AnalyzeSessions.FileName), analysis, Cancelled);
        ReportSummary(x => x.AddPair("Session", Path.GetRelativePath(RootDirectory, folder)).AddPair("Bundle", Path.GetRelativePath(RootDirectory, bundle)));
    }
}
