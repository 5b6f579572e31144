using SpiceTrial.Chain;
using SpiceTrial.Hypervisors;
using SpiceTrial.Hypervisors.Status;
using SpiceTrial.Json;
using SpiceTrial.Packages;

namespace SpiceTrial.Sessions.Capturing;

/// <summary>The target Capture: follows a run where that is asked for, and takes its session off the host.</summary>
/// <param name="connect">Opens a connection to the host.</param>
/// <param name="workspace">The project: what it knows of builds says which arm ran, as for Status.</param>
/// <param name="output">Is told what is done, how far the copy is, and what is missing or odd.</param>
public sealed class CaptureRun(Func<CancellationToken, Task<IHostConnection>> connect, Workspace workspace, IChainOutput output)
{
    /// <summary>Where libvirt keeps the logs.</summary>
    internal string LogFolder { get; init; } = RemoteLog.LibvirtFolder;

    /// <param name="request">What is to be captured.</param>
    /// <param name="follow">Show the figures first, until playback is over.</param>
    /// <param name="copy">A folder that gets a copy of <c>analysis.json</c>, or <c>null</c>.</param>
    /// <param name="cancellationToken">Stops at once; nothing is left.</param>
    /// <exception cref="TrialException">Refused or not possible, with what to do.</exception>
    public async Task<CapturedSession> RunAsync(CaptureRequest request, bool follow, string? copy, CancellationToken cancellationToken)
    {
        var builds = await KnownBuilds.OfProjectAsync(workspace, output.Warning, cancellationToken);
        await using var connection = await connect(cancellationToken);
        async Task<HostReading> ReadHost(CancellationToken stop) => HostReading.Of(await HostStatusReader.ReadAsync(connection, builds, DateTimeOffset.UtcNow, stop));
        if (follow)
            await new FollowSession(connection, ReadHost, output.Phase) { LogFolder = LogFolder }.RunAsync(request, cancellationToken);
        var captured = await new CaptureSession(connection, ReadHost, output.Phase, TimeProvider.System) { LogFolder = LogFolder, Step = output.Step }.RunAsync(request, cancellationToken);
        foreach (var warning in captured.Manifest.Warnings)
            output.Warning(warning);
        if (copy is not null)
            await RecordFile.WriteAsync(Path.Combine(copy, AnalyzeSessions.FileName), captured.Analysis, cancellationToken);
        return captured;
    }
}
