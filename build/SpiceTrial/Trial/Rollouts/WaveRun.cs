using SpiceTrial.Hosts;

namespace SpiceTrial.Trial;

/// <summary>One wave, from the first change to its end: every host of it is confirmed, or every host of it is taken back.</summary>
sealed class WaveRun(AnsibleFleet fleet, RolloutFile file, int wave, RolloutRequest request, IOperator operators, TimeProvider clock)
{
    static readonly TimeSpan Pause = TimeSpan.FromSeconds(3);

    // An installation that was cut off ends within that, or its switch is at work.
    static readonly TimeSpan AtWork = TimeSpan.FromMinutes(3);

    RolloutWave Wave => file.Record.Waves[wave];

    /// <summary>Those that this wave has changed, and that are to be ready.</summary>
    IReadOnlyList<string> Changed => [.. Wave.Hosts.Where(x => x.Transaction is not null).Select(x => x.Name)];

    /// <summary>Installs, unconfirmed, everywhere; confirms if all are ready, and takes all back otherwise.</summary>
    /// <exception cref="TrialException">Reverted: the wave was taken back.</exception>
    public async Task InstallAsync(IReadOnlyList<JudgedHost> hosts, CancellationToken cancellationToken)
    {
        var calls = hosts.Where(x => x.Call is not null)
            .ToDictionary(x => x.Look.Host, x => (Call: x.Call!, File: x.Artifacts!.Artifacts.LibraryFile), StringComparer.Ordinal);
        // Before the first change: a controller that dies right now knows whom to ask, and for which transaction.
        await file.SetAsync(wave, x => calls.Aggregate(x with { State = WaveState.Installing }, (all, call) => all.With(call.Key,
            y => new(y.Name, HostOutcome.Begun, call.Value.Call.BuildId) { Transaction = call.Value.Call.Id })),
            $"installing on {string.Join(", ", calls.Keys)}");
        operators.Say($"wave {wave + 1}: installing on {calls.Count} hosts, unconfirmed");
        var failed = (await fleet.InstallAsync(calls, cancellationToken)).Where(x => x.Value.Status != ExitStatus.Done).ToList();
        foreach (var (host, result) in failed)
            operators.Warn($"{host}: {result.Reason}");
        await file.SetAsync(wave, x => failed.Aggregate(x, (all, one) => all.With(one.Key, y => y with { Told = one.Value.Reason })));
        await CompleteAsync(cancellationToken);
    }

    /// <summary>Goes on where the wave is: counts who is ready by a look at every host, and decides.</summary>
    /// <exception cref="TrialException">Reverted: the wave was taken back.</exception>
    public async Task CompleteAsync(CancellationToken cancellationToken)
    {
        if (Wave.State != WaveState.Reverting)
        {
            var notReady = await NotReadyAsync(cancellationToken);
            operators.Say($"wave {wave + 1}: {Changed.Count - notReady.Count} of {Changed.Count} ready");
            if (notReady.Count == 0)
                notReady = await ConfirmAsync(cancellationToken);
            if (notReady.Count == 0)
            {
                await file.SetAsync(wave, x => x with { State = WaveState.Confirmed }, "confirmed on every host");
                return;
            }

            await file.SetAsync(wave, x => x with { State = WaveState.Reverting },
                $"taking all of it back: {string.Join("; ", notReady.Select(x => $"{x.Key}: {x.Value}"))}");
        }

        await new WayBack(fleet, file, wave, request, operators, clock).RunAsync(
            file.Record.Steps.LastOrDefault(x => x.Wave == wave + 1)?.Text ?? "its wave failed", request.SwitchActs, cancellationToken);
    }

    // Over new connections, and by what the hosts say: libvirt, the build, the transaction, and the operator's own command.
    async Task<IReadOnlyDictionary<string, string>> NotReadyAsync(CancellationToken cancellationToken)
    {
        var (begin, asked) = (clock.GetUtcNow(), Changed);
        while (true)
        {
            var looks = await fleet.LookAsync(asked, request.HealthCommand, cancellationToken);
            var left = looks.Select(x => (x.Host, Why: NotReady(x))).Where(x => x.Why is not null)
                .ToDictionary(x => x.Host, x => x.Why!, StringComparer.Ordinal);
            // Who answers and is not ready will not be; who is at work, or can't be reached for a moment, may.
            var (gone, working) = (looks.Any(x => !x.IsReached), looks.Any(x => x.Reading?.Running is not null));
            var waits = clock.GetUtcNow() - begin;
            var ended = looks.Any(x => x.IsReached && x.Reading?.Running is null && NotReady(x) is not null);
            if (left.Count == 0 || ended || !(working && waits < AtWork || gone && waits < request.Patience))
                return left;
            operators.Say($"waiting for {string.Join(", ", left.Select(x => $"{x.Key} ({x.Value})"))}");
            asked = [.. left.Keys];
            await Task.Delay(Pause, cancellationToken);
        }
    }

    RolloutHost Host(string name) => Wave.Hosts.First(x => x.Name == name);

    string? NotReady(FleetLook look)
    {
        var host = Host(look.Host);
        // What was refused before there was any transaction stands in no journal.
        return look.Reading is { Transaction: null } && host.Told is { } told ? told : look.NotReady(host.Transaction, host.Build);
    }

    async Task<IReadOnlyDictionary<string, string>> ConfirmAsync(CancellationToken cancellationToken)
    {
        await file.SetAsync(wave, x => x with { State = WaveState.Confirming }, "confirming");
        var begin = clock.GetUtcNow();
        var left = Changed.ToDictionary(x => x, _ => "not known", StringComparer.Ordinal);
        while (true)
        {
            await fleet.ConfirmAsync(left.Keys.ToDictionary(x => x, x => Host(x).Transaction!, StringComparer.Ordinal), cancellationToken);
            var looks = await fleet.LookAsync(left.Keys, null, cancellationToken);
            await file.SetAsync(wave, x => looks.Aggregate(x, (all, look) => all.With(look.Host, y => y.After(look))));
            left = looks.Where(x => !x.IsConfirmed(Host(x.Host).Build))
                .ToDictionary(x => x.Host, x => NotReady(x) ?? "it is not confirmed", StringComparer.Ordinal);
            if (left.Count == 0 || clock.GetUtcNow() - begin > request.Patience
                || looks.Any(x => x.Reading is { Transaction: null }))
                return left;
            operators.Warn($"not confirmed yet: {string.Join(", ", left.Select(x => $"{x.Key} ({x.Value})"))}; trying again");
            await Task.Delay(Pause, cancellationToken);
        }
    }
}
