using SpiceTrial.Hosts;
using SpiceTrial.Sessions;
using SpiceTrial.Verdicts;

namespace SpiceTrial.Trial;

/// <summary>The target Capture: follows a run where that is asked for, and takes its session off the host.</summary>
/// <param name="connect">Opens a connection to the host.</param>
/// <param name="known">Reads which builds are known: as for Status, they say which arm ran.</param>
/// <param name="say">Takes a line for the operator.</param>
/// <param name="warn">Takes what is missing or odd.</param>
public sealed class CaptureRun(
    Func<CancellationToken, Task<IHostConnection>> connect, Func<CancellationToken, Task<KnownBuilds>> known, Action<string> say,
    Action<string> warn)
{
    /// <summary>Is told how far the copy of the log is: done, of all, what.</summary>
    public Action<int, int, string>? Step { get; init; }

    /// <param name="request">What is to be captured.</param>
    /// <param name="follow">Show the figures first, until playback is over.</param>
    /// <param name="copy">A folder that gets a copy of <c>analysis.json</c>, or <c>null</c>.</param>
    /// <param name="cancellationToken">Stops at once; nothing is left.</param>
    /// <exception cref="TrialException">Refused or not possible, with what to do.</exception>
    public async Task<CapturedSession> RunAsync(CaptureRequest request, bool follow, string? copy, CancellationToken cancellationToken)
    {
        if (await TrialPlan.OfRunAsync(request.Sessions, request.Tag, warn, cancellationToken) is var (planned, _))
        {
            // Who may capture a run again until he likes it has chosen it.
            planned = planned.Found(request.Sessions);
            var run = planned.Runs.First(x => x.Tag == request.Tag);
            if (run.State == PlannedRunState.Done)
                throw new TrialException($"the plan {planned.Id} has {request.Tag} captured already ({run.Bundle})", "--tag",
                    "A planned run is made once: bring its session back, or plan another trial with ./build.sh Plan", ExitStatus.Refused);
            var arm = planned.ExpectedArm(request.Tag);
            if (request.ExpectArm is { } other && arm is not null && other != arm)
                throw new TrialException($"the plan {planned.Id} has {request.Tag} as {arm}, and not {other}", "--expect-arm",
                    "Leave it out: the plan says it", ExitStatus.Refused);
            request = request with
            {
                ExpectArm = request.ExpectArm ?? arm,
                Planned = run,
                Earlier = [.. await Task.WhenAll(planned.Runs.Select(x => RecordFile.TryReadAsync<SessionManifest>(
                    Path.Combine(request.Sessions, x.Tag, SessionManifest.FileName), cancellationToken)))],
            };
            if (planned.Next is { } next && next.Tag != request.Tag)
                warn($"the plan {planned.Id} has {next.Tag} next, and not {request.Tag}: where its order is not kept, nobody has drawn it");
        }

        var builds = await known(cancellationToken);
        await using var connection = await connect(cancellationToken);
        Task<HostStatus> ReadHost(CancellationToken stop) => StatusJudge.ReadAsync(connection, builds, DateTimeOffset.UtcNow, stop);
        if (follow)
            await new FollowSession(connection, ReadHost, say).RunAsync(request, cancellationToken);
        var captured = await new CaptureSession(
            connection, ReadHost, say, TimeProvider.System) { Step = Step }.RunAsync(request, cancellationToken);
        foreach (var warning in captured.Manifest.Warnings)
            warn(warning);
        if (await TrialPlan.MarkAsync(request.Sessions, request.Tag, Path.GetFileName(captured.Bundle), cancellationToken)
            is { } plan)
            say($"{request.Tag} is done in the plan {plan.Id}; next: {plan.Next?.Tag ?? $"./build.sh Report --plan {plan.Id}"}");
        if (copy is not null)
            await RecordFile.WriteAsync(Path.Combine(copy, AnalyzeSessions.FileName), captured.Analysis, cancellationToken);
        return captured;
    }
}
