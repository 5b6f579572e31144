using SpiceTrial.Hosts;

namespace SpiceTrial.Trial;

/// <summary>Brings the hosts of a wave back. Those that can't be reached are waited for: their own switches take them back, and their
/// journals say so.</summary>
sealed class WayBack(AnsibleFleet fleet, RolloutFile file, int wave, RolloutRequest request, IOperator operators, TimeProvider clock)
{
    static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);

    RolloutWave Wave => file.Record.Waves[wave];

    /// <param name="why">For the journals.</param>
    /// <param name="patience">How long hosts are waited for that do not answer.</param>
    /// <param name="cancellationToken">Stops waiting; the record says how far it came.</param>
    public async Task RunAsync(string why, TimeSpan patience, CancellationToken cancellationToken)
    {
        // Whoever has a transaction of this rollout is in between until its journal says otherwise.
        await file.SetAsync(wave, x => x with
        {
            State = WaveState.Reverting,
            Hosts = [.. x.Hosts.Select(y => !y.MayBeOpen ? y : y with
            {
                Outcome = HostOutcome.Begun, Reason = y.Outcome == HostOutcome.Confirmed ? "it was confirmed" : y.Reason,
            })],
        });
        operators.Say($"wave {wave + 1}: taking back {Open().Count} hosts");
        for (var until = clock.GetUtcNow() + patience; ; await Task.Delay(Pause, cancellationToken))
        {
            await OnceAsync(why, cancellationToken);
            if (Open() is { Count: > 0 } left && clock.GetUtcNow() < until)
                operators.Say($"waiting for {string.Join(", ", left.Select(x => $"{x.Name} ({x.Reason ?? "not known"})"))}");
            else
                break;
        }

        await file.SetAsync(wave, Ended, $"back: {string.Join(", ", Wave.Hosts.GroupBy(x => x.Outcome)
            .Select(x => $"{x.Count()} {Words(x.Key)}"))}");
    }

    static string Words(HostOutcome outcome) => outcome == HostOutcome.Begun ? "unreachable" : Printable.Word(outcome);

    List<RolloutHost> Open() => [.. Wave.Hosts.Where(x => x.Outcome == HostOutcome.Begun)];

    // Whoever was never heard of stays open, and so does the wave: --resume asks them again.
    static RolloutWave Ended(RolloutWave wave)
    {
        var ended = wave with { Hosts = [.. wave.Hosts.Select(x => x.Outcome == HostOutcome.Begun
            ? x with { Outcome = HostOutcome.Unreachable, Reason = $"{x.Reason ?? "no answer"}; its end is not known" } : x)] };
        return ended with { State = ended.Hosts.Any(x => x is { Outcome: HostOutcome.Unreachable, Transaction: not null })
            ? WaveState.Reverting : WaveState.Reverted };
    }

    async Task OnceAsync(string why, CancellationToken cancellationToken)
    {
        var looks = await fleet.LookAsync([.. Open().Select(x => x.Name)], null, cancellationToken);
        var toRevert = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var look in looks)
        {
            var host = Wave.Hosts.First(x => x.Name == look.Host);
            var (outcome, reason) = Judge(look, host);
            await SetAsync(look.Host, outcome, reason);
            // Also where nothing is open any more: what it has kept for whoever was away is taken away once it is read. What somebody
            // else has begun by then is left alone.
            if (outcome == HostOutcome.Reverted ? look.Reading!.HasFolder
                : outcome == HostOutcome.Begun && look.Reading is { Transaction: not null, Running: null })
                toRevert[look.Host] = host.Transaction ?? OpenTransaction.None;
        }

        foreach (var (name, result) in await fleet.RevertAsync(toRevert, why, request.Install.LockTimeout, cancellationToken))
        {
            var isOpen = Wave.Hosts.First(x => x.Name == name).Outcome == HostOutcome.Begun;
            // One that exits with 0 and does not say so stays open: the next look tells.
            if (result.HasReverted && isOpen)
                await SetAsync(name, HostOutcome.Reverted, Journal(result) ?? why);
            else if (result.Status == ExitStatus.Refused && isOpen)
                await SetAsync(name, HostOutcome.Refused, result.Reason);
            else if (result.Status != ExitStatus.Done)
            {
                operators.Warn($"{name}: {result.Reason}");
                await file.SetAsync(wave, x => x.With(name, y => isOpen ? y with { Reason = result.Reason } : y));
            }
        }
    }

    // Its end, where it has one already; else it is still in between.
    static (HostOutcome Outcome, string? Reason) Judge(FleetLook look, RolloutHost host) => look.Reading switch
    {
        null => (HostOutcome.Begun, look.Trouble),
        { Transaction: null, Running: { } by } => (HostOutcome.Begun, $"at work: {by}"),
        { Transaction: null } now when now.BuildId == host.Build =>
            (HostOutcome.Refused, "it has the build, and no transaction: somebody ended that by hand"),
        { Transaction: null, LibvirtAnswers: false } now => (HostOutcome.Refused, $"{End(now, host)}; libvirt does not answer"),
        { Transaction: null } now => (HostOutcome.Reverted, End(now, host)),
        { Transaction: var open } when !open.MayBe(host.Transaction) => (HostOutcome.Refused, $"another transaction is open: {open}"),
        { Transaction.State: TransactionState.Foreign } or { Replacement: not null } =>
            (HostOutcome.Refused, "somebody else has changed the library meanwhile; it was not overwritten"),
        { Transaction: var open } => (HostOutcome.Begun, open.ToString()),
    };

    // Before what the host keeps: that may be of an earlier transaction, where this one was refused before it was any.
    static string End(HostReading now, RolloutHost host) => host.Told ?? (now.LastOutcome is { } last ? Reason(last)
        : host.Reason is null ? "nothing had begun on it" : $"it has {now.Version?.ToString() ?? "no package"}, and no journal says more");

    Task SetAsync(string name, HostOutcome outcome, string? reason) =>
        file.SetAsync(wave, x => x.With(name, y => y with { Outcome = outcome, Reason = reason }));

    static string? Journal(VerbResult result) =>
        result.Lines.FirstOrDefault(x => x.Contains(" reverted: ", StringComparison.Ordinal)) is { } line ? Reason(line) : null;

    // "2026-01-31T12:00:00Z reverted: why"
    static string Reason(string line) => Printable.Show(
        line.Split(" reverted: ", 2) is [_, var why] ? why : line, 300);
}
