using SpiceTrial.Hosts;
using SpiceTrial.Sessions;
using SpiceTrial.Trial;
using SpiceTrial.Verdicts;

namespace SpiceTrial.Testing;

/// <summary>The session of a test guest whose process died before it could be captured: its log is on the host still.</summary>
static class EndedSession
{
    /// <param name="connection">The test host.</param>
    /// <param name="request">The session; its domain is libvirt's name, and the client's reports are the guest's own log.</param>
    /// <param name="arm">What the process had mapped while it lived.</param>
    /// <param name="cancellationToken">Stops at once; nothing is left.</param>
    /// <exception cref="TrialException">The log is not there, or has nothing of a spice-server.</exception>
    public static async Task<CapturedSession> KeepAsync(
        IHostConnection connection, CaptureRequest request, Arm arm, CancellationToken cancellationToken)
    {
        using var folder = new SessionFolder(request.Sessions, request.Tag);
        var log = Path.Combine(folder.Bundle, "qemu.log");
        await new RemoteLog(connection).CopyAsync($"{RemoteLog.LibvirtFolder}/{request.Domain}.log", log, cancellationToken);
        var started = await LastRun.KeepAsync(log, cancellationToken);
        foreach (var file in Directory.EnumerateFiles(request.ClientReports!))
            File.Copy(file, Path.Combine(folder.Bundle, Path.GetFileName(file)));
        var found = await new AnalyzeSessions(new() { Video = request.Video }).RunAsync([folder.Bundle], cancellationToken);
        var analysis = found with
        {
            Runs = [.. found.Runs.Select(x => x with { Tag = request.Tag, Arm = arm, Origin = Origin.Test })],
        };
        var run = analysis.Runs[^1];
        var manifest = new SessionManifest(
            request.Tag, arm, connection.Host, request.Domain!, started, run.Start?.AddSeconds(run.DurationSeconds ?? 0),
            DateTimeOffset.UtcNow, new Dictionary<string, string?>(), [], run.Remarks) { Origin = Origin.Test };
        var session = await folder.PublishAsync(manifest, analysis, cancellationToken);
        await TrialPlan.MarkAsync(request.Sessions, request.Tag, Path.GetFileName(session.Bundle), cancellationToken);
        return session;
    }
}
