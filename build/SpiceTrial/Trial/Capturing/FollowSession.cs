using SpiceTrial.Hosts;
using SpiceTrial.Sessions;

namespace SpiceTrial.Trial;

/// <summary>Shows the figures of a run while it goes on, until playback is over.</summary>
/// <param name="connection">The host.</param>
/// <param name="readHost">Reads which library each domain's process has mapped.</param>
/// <param name="say">Takes a line for the operator.</param>
public sealed class FollowSession(IHostConnection connection, Func<CancellationToken, Task<HostStatus>> readHost, Action<string> say)
{
    internal string LogFolder { get; init; } = RemoteLog.LibvirtFolder;

    /// <summary>Between two looks.</summary>
    internal TimeSpan Pause { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Without a new event for so long after playback began, it is over.</summary>
    internal TimeSpan Quiet { get; init; } = TimeSpan.FromMinutes(1);

    /// <exception cref="TrialException">The domain ended or was started again, or can't be read.</exception>
    public async Task RunAsync(CaptureRequest request, CancellationToken cancellationToken)
    {
        var host = await readHost(cancellationToken);
        var domain = DomainChoice.Of(host, request.Domain);
        DomainChoice.Check(host, domain, request.ExpectArm);
        say($"{domain.Title}: waiting for the end of its playback ({Quiet.TotalMinutes:0.#} min without an event), then it is captured");
        var logs = new RemoteLog(connection, LogFolder);
        using var scratch = new TemporaryFolder("follow");
        var (events, since) = (-1, DateTimeOffset.UtcNow);
        while (true)
        {
            var run = await LookAsync(logs, domain, request, Path.Combine(scratch.Path, "qemu.log"), cancellationToken);
            var now = run is null ? 0 : run.Ooms + run.FreeSome + run.Creates + run.Stops;
            if (now != events)
            {
                (events, since) = (now, DateTimeOffset.UtcNow);
                say(run is null ? $"{domain.Title}: nothing of a spice-server yet" : Line(domain.Title, run));
            }

            // A stream that stays is playback, however quiet the log: the server stops it a second after its last frame.
            if (run?.PlaybackSeconds is not null && run.Creates <= run.Stops && DateTimeOffset.UtcNow - since > Quiet)
                return;
            await Task.Delay(Pause, cancellationToken);
            DomainChoice.CheckSame(domain, await readHost(cancellationToken));
        }
    }

    static async Task<RunFigures?> LookAsync(
        RemoteLog logs, DomainStatus domain, CaptureRequest request, string file, CancellationToken cancellationToken)
    {
        await logs.CopyAsync(await logs.FindAsync(domain, cancellationToken), file, cancellationToken);
        await LastRun.KeepAsync(file, cancellationToken);
        await using var log = File.OpenRead(file);
        var runs = await SessionLog.ReadAsync(
            log, new LogOptions(request.Tag) { Video = request.Video, Arm = new(domain.Library!.TraceItems, domain.Library.BuildId) },
            cancellationToken);
        return runs.Count > 0 ? runs[^1] : null;
    }

    static string Line(string name, RunFigures run) =>
        ($"{name}: {run.PlaybackSeconds ?? 0:0} s of playback, {run.Ooms} OOMs ({run.OomsPerMinute:0} a minute of the run), "
            + $"{run.FreeSome} free_some, {run.Creates} creates, {run.Stops} stops, "
            + $"video re-engaged {run.Video?.ReEngagements ?? 0} times, {run.PeakStreams} streams at most")
        + (run.Freezes.Count > 0 ? $", {run.Freezes.Count} freezes" : "");
}
