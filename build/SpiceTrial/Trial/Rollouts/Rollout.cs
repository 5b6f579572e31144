using SpiceTrial.Artifacts;
using SpiceTrial.Hosts;
using SpiceTrial.Verdicts;

namespace SpiceTrial.Trial;

/// <summary>The target Rollout: one wave of hosts at a time, each counted by what the hosts themselves say, and evidence between
/// them.</summary>
/// <param name="root">The project's folder.</param>
/// <param name="choose">The artifacts of <c>built/</c> for a host; <c>null</c> where none fit.</param>
/// <param name="gate">The field's gate.</param>
/// <param name="operators">Who is shown everything and is asked.</param>
/// <param name="clock">For the record, and for waiting.</param>
/// <param name="overrides">Keeps who went past the field's gate, and why; <c>null</c>: the hosts' journals alone do.</param>
public sealed class Rollout(string root, Func<HostReading, CancellationToken, Task<VerifiedArtifacts?>> choose,
    Func<CancellationToken, Task<GateRecord>> gate, IOperator operators, TimeProvider clock, GateOverrides? overrides = null)
{
    /// <summary>Does what is asked for, and nothing beyond: a wave, the end of one that was broken off, or the way back.</summary>
    /// <returns>The record as it is then.</returns>
    /// <exception cref="TrialException">BadInput, refused with nothing changed, or reverted: the record has each host's end.</exception>
    public async Task<RolloutFile> RunAsync(RolloutRequest request, CancellationToken cancellationToken)
    {
        RefuseNonsense(request);
        var path = RolloutFile.PathOf(request.Folder, request.Name);
        using var held = RolloutFile.Lock(request.Folder);
        var file = await RolloutFile.ReadAsync(path, clock, cancellationToken) ?? await PlanAsync(path, request, cancellationToken);
        RefuseAnother(file.Record, request);
        file = await MovedAsync(file, Path.GetFullPath(request.Inventory ?? file.Record.Inventory), cancellationToken);
        request = request with
        {
            HealthCommand = request.HealthCommand ?? file.Record.HealthCommand,
            // The hosts wait as long as they were told, whatever is said now.
            Install = request.Install with
            {
                ConfirmWithin = (request.Resume || request.Revert ? file.Record.ConfirmWithin : null) ?? request.Install.ConfirmWithin,
            },
        };
        if (!Path.Exists(file.Record.Inventory))
            throw new TrialException("the inventory of this rollout is not there", file.Record.Inventory,
                "Name it where it is now with --inventory", ExitStatus.BadInput);
        var fleet = new AnsibleFleet(root, new(file.Record.Inventory, file.Record.Group));
        var open = file.Record.Waves.ToList().FindIndex(x => x.IsOpen);
        try
        {
            if (request.Revert)
                await RevertAsync(file, fleet, request, cancellationToken);
            else if (request.Resume)
                await ResumeAsync(file, fleet, open, request, cancellationToken);
            else if (open >= 0)
                throw new TrialException(
                    $"wave {open + 1} of {request.Name} was broken off ({Printable.Word(file.Record.Waves[open].State)}); nothing was "
                        + "changed now", path,
                    $"./build.sh Rollout --name {request.Name} --resume brings it to an end", ExitStatus.Refused);
            else
                await NextAsync(file, fleet, request, cancellationToken);
        }
        catch (OperationCanceledException) when (file.Record.Waves.Any(x => x.IsOpen))
        {
            operators.Warn("the hosts go on without this run, and take back what nobody confirms within "
                + $"{request.Install.ConfirmWithin.TotalMinutes:0} minutes; ./build.sh Rollout --name {request.Name} --resume brings "
                + "the wave to its end");
            throw;
        }
        finally
        {
            // Also of what was refused, or taken back; of a dry run there is no record.
            if (File.Exists(path))
                await RolloutPage.WriteAsync(file, CancellationToken.None);
        }

        return file;
    }

    async Task<RolloutFile> PlanAsync(string path, RolloutRequest request, CancellationToken cancellationToken)
    {
        if (request.Resume || request.Revert)
            throw new TrialException("there is no such rollout", path, "Begin it: ./build.sh Rollout --name NAME --inventory FILE",
                ExitStatus.BadInput);
        var group = request.Group ?? Inventory.DefaultGroup;
        if (request.Inventory is not { } inventory)
            throw new TrialException("a new rollout needs its hosts", path,
                "Name the inventory of your cluster with --inventory FILE, and the group with --group", ExitStatus.BadInput);
        var hosts = await new Inventory(inventory, group).HostsAsync(cancellationToken);
        return new RolloutFile(path, new(request.Name, Path.GetFullPath(inventory), group, RolloutFile.Who, clock.GetUtcNow(), Origin.Live,
            [], WaveSizes.Split(request.Waves ?? WaveSizes.Default, hosts), [], []), clock);
    }

    // Each of them would do something else than it says.
    static void RefuseNonsense(RolloutRequest request)
    {
        if (request.Install.DryRun && (request.Resume || request.Revert))
            throw new TrialException("--dry-run shows what a wave would do, and nothing of --resume or --revert", "--dry-run",
                "Leave it out; --revert asks before it takes anything back", ExitStatus.BadInput);
        if (request is { Resume: true, Revert: true })
            throw new TrialException("--resume and --revert contradict each other", hint: "Give only one of them.",
                status: ExitStatus.BadInput);
        if (request is { RevertFrom: not null, Revert: false })
            throw new TrialException("--wave says from which wave on --revert takes back, and nothing without it", "--wave",
                "Leave it out: a rollout goes on with its next wave", ExitStatus.BadInput);
    }

    // A rollout keeps what it was begun with.
    static void RefuseAnother(RolloutRecord record, RolloutRequest request)
    {
        if ((request.Group is { } group && group != record.Group)
            || (request.Waves is { } waves && !WaveSizes.Split(waves, [.. record.Hosts.Select(x => x.Name)])
                .Select(x => x.Hosts.Count).SequenceEqual(record.Waves.Select(x => x.Hosts.Count))))
            throw Another(record, "");
    }

    static TrialException Another(RolloutRecord record, string why) => new(
        $"the rollout {record.Name} has other hosts or waves than you name", record.Inventory,
        $"{why}leave --inventory, --group and --waves out to go on with it; another rollout takes another --name", ExitStatus.BadInput);

    // Another controller, or another clone, has the same hosts elsewhere. Of names alone another cluster may have the same: a transaction
    // of this rollout must be there, where it has begun any. What changes the record then keeps the place too.
    async Task<RolloutFile> MovedAsync(RolloutFile file, string path, CancellationToken cancellationToken)
    {
        if (path == file.Record.Inventory)
            return file;
        var inventory = new Inventory(path, file.Record.Group);
        var begun = file.Record.Hosts.Where(x => x.MayBeOpen).ToDictionary(x => x.Name, x => x.Transaction);
        var isSame = file.Record.Hosts.Select(x => x.Name).Except(await inventory.HostsAsync(cancellationToken)).ToList() is [];
        if (isSame && begun.Count > 0)
            isSame = (await new AnsibleFleet(root, inventory).LookAsync([.. begun.Keys], null, cancellationToken))
                .Any(x => x.Reading?.Transaction is { } open && open.Id == begun[x.Host]);
        return isSame ? new RolloutFile(file.Path, file.Record with { Inventory = path }, clock) : throw Another(file.Record,
            "an inventory is its own where its hosts are there, and one of them has a transaction of this rollout; ");
    }

    async Task NextAsync(RolloutFile file, AnsibleFleet fleet, RolloutRequest request, CancellationToken cancellationToken)
    {
        if (file.Record.Next is not { } wave)
        {
            operators.Say("every wave is confirmed: nothing to do");
            return;
        }

        await SayNewcomersAsync(file.Record, cancellationToken);
        var before = new WaveBefore(file, fleet, wave, request, operators, clock);
        var looks = await before.LookAsync(cancellationToken);
        var passed = await gate(cancellationToken);
        var judge = new WaveJudge(choose, passed, file.Record.InUse, request.Install);
        var judged = new List<JudgedHost>();
        foreach (var look in looks)
            judged.Add(await judge.JudgeAsync(look, cancellationToken));
        Show(judged);
        if (request.Install.DryRun)
        {
            SayPlan(file.Record, wave, judged);
            before.ThrowIfRefused(judged);
            return;
        }

        await before.KeepAsync(judged);
        before.ThrowIfRefused(judged);
        await before.PassEvidenceAsync(judged, cancellationToken);
        var changed = judged.Where(x => x.Call is not null).ToList();
        await Consent.AskAsync(operators, $"Install on {changed.Count} hosts: {string.Join(", ", changed.Select(x => x.Look.Host))}?"
            + string.Concat(changed.Select(x => x.Artifacts!.Unproven).Distinct()), request.Install.Yes, request.Name, cancellationToken);
        foreach (var host in changed.Where(x => overrides is not null && x.Call!.Remark is not null))
            await overrides!.BeginAsync(host.Look.Host, host.Call!, passed, request.Install.OverrideGate!, cancellationToken);
        await new WaveRun(fleet, file, wave, request, operators, clock).InstallAsync(judged, cancellationToken);
        await KeepEndsAsync(file.Record.Waves[wave]);
        ThrowIfTakenBack(file, wave);
    }

    async Task ResumeAsync(RolloutFile file, AnsibleFleet fleet, int open, RolloutRequest request, CancellationToken cancellationToken)
    {
        if (open < 0)
        {
            operators.Say("no wave was broken off: nothing to resume");
            return;
        }

        await file.SetAsync(x => x with { HealthCommand = request.HealthCommand }, open + 1,
            $"resumed, {Printable.Word(file.Record.Waves[open].State)}");
        await new WaveRun(fleet, file, open, request, operators, clock).CompleteAsync(cancellationToken);
        await KeepEndsAsync(file.Record.Waves[open]);
        ThrowIfTakenBack(file, open);
    }

    // Of those that went past the gate, also by the word of a controller that died.
    async Task KeepEndsAsync(RolloutWave wave)
    {
        foreach (var host in wave.Hosts.Where(x => overrides is not null && x.Transaction is not null))
        {
            var end = host.Outcome == HostOutcome.Confirmed ? GateOverride.Confirmed : $"{Printable.Word(host.Outcome)}: {host.Reason}";
            await overrides!.EndAsync(host.Name, host.Transaction!, end, operators.Warn);
        }
    }

    async Task RevertAsync(RolloutFile file, AnsibleFleet fleet, RolloutRequest request, CancellationToken cancellationToken)
    {
        var from = (request.RevertFrom ?? 1) - 1;
        if (from >= file.Record.Waves.Count)
            throw new TrialException($"the rollout has {file.Record.Waves.Count} waves", "--wave", "Give the number of one of them",
                ExitStatus.BadInput);
        // The last first; a wave without the ones before it is no rollout, so those after it go too.
        int[] waves = [.. Enumerable.Range(from, file.Record.Waves.Count - from).Reverse()
            .Where(x => file.Record.Waves[x].Hosts.Any(y => y.MayBeOpen))];
        SayConfirmed(file.Record, from);
        if (waves.Length == 0)
        {
            operators.Say("nothing to take back");
            return;
        }

        await Consent.AskAsync(operators, $"Take back wave {string.Join(", ", waves.Select(x => x + 1))}?", request.Install.Yes,
            request.Name, cancellationToken);
        foreach (var wave in waves)
        {
            await file.SetAsync(wave, x => x, "revert asked for");
            await new WayBack(fleet, file, wave, request, operators, clock).RunAsync($"{RolloutFile.Who} asked for it",
                file.Record.Waves[wave].Hosts.Any(x => x.Outcome == HostOutcome.Begun) ? request.SwitchActs : request.Patience,
                cancellationToken);
        }

        var left = waves.SelectMany(x => file.Record.Waves[x].Hosts)
            .Where(x => x is { Transaction: not null, Outcome: not HostOutcome.Reverted }).ToList();
        if (left.Count > 0)
            throw new TrialException($"not fully taken back: {string.Join("; ", left.Select(x => $"{x.Name}: {x.Reason}"))}", file.Path,
                string.Join("; ", left.Select(x => x.Outcome == HostOutcome.Refused
                    ? $"{file.Record.Look} shows what is on {x.Name}, and what helps"
                    : $"run it again when {x.Name} answers")), ExitStatus.Failed);
    }

    // None of them comes back by itself, and those of another run not by this one either.
    void SayConfirmed(RolloutRecord record, int from)
    {
        var confirmed = record.Waves.Skip(from).SelectMany(x => x.Hosts).Where(x => x.Outcome == HostOutcome.Confirmed)
            .ToLookup(x => x.Transaction is not null, x => x.Name);
        if (confirmed[true].Any())
            operators.Warn($"confirmed, so that no switch takes them back if this is broken off: {string.Join(", ", confirmed[true])}");
        if (confirmed[false].Any())
            operators.Warn($"confirmed before this rollout, and left as they are: {string.Join(", ", confirmed[false])}. The --name that "
                + "confirmed them takes them back, or ./build.sh Revert --host");
    }

    static void ThrowIfTakenBack(RolloutFile file, int wave)
    {
        var ended = file.Record.Waves[wave];
        if (ended.State == WaveState.Confirmed)
            return;
        throw new TrialException(
            $"wave {wave + 1} was taken back: {string.Join("; ", ended.Hosts.Select(x => $"{x.Name}: {Printable.Word(x.Outcome)}"
                + $"{(x.Reason is null ? "" : $" ({x.Reason})")}"))}",
            file.Path, ended.State == WaveState.Reverted
                ? $"No later wave was touched. Repair that; ./build.sh Rollout --name {file.Record.Name} tries this wave again"
                : $"./build.sh Rollout --name {file.Record.Name} --resume asks again those whose end is not known", ExitStatus.Reverted);
    }

    async Task SayNewcomersAsync(RolloutRecord record, CancellationToken cancellationToken)
    {
        var now = await new Inventory(record.Inventory, record.Group).HostsAsync(cancellationToken);
        if (now.Except(record.Hosts.Select(x => x.Name)).ToList() is { Count: > 0 } newcomers)
            operators.Warn($"in the group and in no wave, because the rollout was planned before: {string.Join(", ", newcomers)}. "
                + "They stay untouched; another --name rolls out to them");
    }

    // What is the same on many hosts is one row, and what is fine is none: a fleet has fifty of each.
    void Show(IReadOnlyList<JudgedHost> judged) => operators.Show(
    [
        .. judged.SelectMany(x => (x is { StandsAgainst: true, Rows.Count: 0 }
                ? [new PreflightRow("host", x.Reason ?? "", PreflightOutcome.Refused)] : x.Rows).Select(y => (x.Look.Host, Row: y)))
            .Where(x => x.Row.Outcome != PreflightOutcome.Fine).GroupBy(x => x.Row)
            .Select(x => x.Key with { Name = $"{x.Key.Name}: {Few([.. x.Select(y => y.Host)])}" }),
    ]);

    static string Few(IReadOnlyList<string> hosts) =>
        string.Join(", ", hosts.Take(3)) + (hosts.Count > 3 ? $" and {hosts.Count - 3} more" : "");

    void SayPlan(RolloutRecord record, int wave, IEnumerable<JudgedHost> judged)
    {
        foreach (var (each, i) in record.Waves.Select((x, i) => (x, i + 1)))
            operators.Say($"wave {i} ({Printable.Word(each.State)}): {string.Join(", ", each.Names)}");
        operators.Say($"wave {wave + 1} would run, as root:");
        foreach (var host in judged.Where(x => x.Call is not null))
            operators.Say($"  {host.Look.Host}: {ShellWords.Join(["sh", "-s", "--", "install", .. host.Call!.Words])}");
        operators.Say("nothing was changed");
    }
}
