using SpiceTrial.EndToEnd.TestHosts;
using SpiceTrial.Hosts;
using Xunit;

namespace SpiceTrial.EndToEnd.Transactions.Faults;

/// <summary>
/// Tries cells one after the other on one host. Afterwards the host must be confirmed patched, or stock to the byte, without anybody's
/// help; Status must say so; and the next Install and Revert must work.
/// </summary>
sealed class FaultTrial(TrialHost trial, IClient client)
{
    // The switch looks every 2 s here, dpkg's lock is waited for 4 s, and a restart of the host takes 5.
    static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    readonly HashSet<(Fault, Verb)> goneOn = [];
    string? untouched;

    static CancellationToken Token => TestContext.Current.CancellationToken;

    public async Task<FaultRow> TryAsync(FaultCell cell)
    {
        try
        {
            return await TriedAsync(cell);
        }
        catch
        {
            // What this cell left must not be taken for the stock host by the next one.
            await trial.Host.ResetAsync(CancellationToken.None);
            throw;
        }
    }

    async Task<FaultRow> TriedAsync(FaultCell cell)
    {
        var before = untouched ??= await PrepareAsync();
        await StepHook.ClearAsync(trial.Host);
        if (cell.Verb == Verb.Revert && await trial.InstallAsync() is { Status: not ExitStatus.Done } failed)
            throw new InvalidOperationException($"no patched host to revert: {failed.Text}");
        if (cell.Step == Steps.Before)
            await trial.Host.ShellAsync(cell.Fault.OnHost, Token);
        else if (cell.Step.StartsWith(Steps.Write, StringComparison.Ordinal))
            await StepHook.AtWriteAsync(
                trial.Host, int.Parse(cell.Step[Steps.Write.Length..]), cell.Fault.OnHost);
        else
            await StepHook.AtAsync(trial.Host, cell.Step, cell.Fault.OnHost);

        var row = await ConcludeAsync(cell, before, await client.RunAsync(cell));
        await Console.Out.WriteLineAsync(row.ToString());
        if (row.Problem is not null)
        {
            await trial.Host.ResetAsync(Token);
            untouched = null;
        }

        return row;
    }

    // Every cell ends with the host as it was, so one snapshot is that of all.
    async Task<string> PrepareAsync()
    {
        await StepHook.InstallAsync(trial.Host);
        return await trial.SnapshotAsync();
    }

    // ending: null where the tool was killed
    async Task<FaultRow> ConcludeAsync(FaultCell cell, string before, Ending? ending)
    {
        if (cell.Fault.RepairFirst)
            await trial.Host.ShellAsync(cell.Fault.Repair, Token);
        // First what the host does alone: an operator who has left must not be needed.
        var alone = await SettledAsync();
        var status = alone is null ? null : await StatusAsync();
        if (!cell.Fault.RepairFirst)
            await trial.Host.ShellAsync(cell.Fault.Repair, Token);
        var told = ending is null ? FaultRow.Gone : FaultRow.Say(ending.Status);
        if (cell.Step != Steps.Before && !StepHook.HasHappened(trial.Host))
            return new(cell, told, FaultRow.Untried, $"the step was not reached: {ending?.Text}");
        if (alone is null || status is null)
            return new(cell, told, "in between", $"the host did not settle: {ending?.Text}");
        var patched = alone.Transaction is { State: TransactionState.Confirmed };
        var problem = (patched
            ? Patched(cell, ending, alone, status)
            : Stock(cell, ending, status) ?? Difference(before, await trial.SnapshotAsync(), all: false))
                ?? await NextAsync(before, patched || goneOn.Add((cell.Fault, cell.Verb)));
        return new(cell, told, patched ? "patched, confirmed" : "stock",
            problem is null ? null : $"{problem} [{ending?.Text.ReplaceLineEndings(" ")}]");
    }

    string? Patched(FaultCell cell, Ending? ending, HostReading alone, HostStatus status)
    {
        if (cell.Verb == Verb.Revert && ending?.Status == ExitStatus.Done)
            return "the operator was told that it is reverted";
        var whole = alone is { Package.State: "hi", IsArmed: false, Pins.Count: 0, LibvirtAnswers: true }
            && alone.BuildId == trial.Package.Artifacts.Library.BuildId;
        var said = status is { Package: { State: LibraryState.Patched, Held: true, Pinned: false, Intact: true }, SwitchArmed: false };
        return !whole ? "confirmed, but not whole" : said ? null : $"Status says otherwise: {status}";
    }

    static string? Stock(FaultCell cell, Ending? ending, HostStatus status)
    {
        if (cell.Verb == Verb.Install && ending?.Status == ExitStatus.Done)
            return "the operator was told that it is installed";
        if (ending is { Status: not ExitStatus.Done } && !ending.Text.Contains(cell.Fault.Says, StringComparison.OrdinalIgnoreCase))
            return $"the operator was not told of '{cell.Fault.Says}'";
        if (ending is null && cell is { Verb: Verb.Install, Step: not Steps.Send }
            && status is { LastTransaction: null, Transaction: null })
            return "nobody is told by Status that it was taken back";
        if (cell.Fault != Kinds.Libvirt
            && (status.Libvirt.Answers != true || status.LastTransaction?.Contains("libvirt does not", StringComparison.Ordinal) == true))
            return $"libvirt does not answer: {status.LastTransaction}";
        return status is { Package: { State: LibraryState.Stock, Held: false, Pinned: false, Intact: true }, SwitchArmed: false }
            ? null : $"Status says otherwise: {status}";
    }

    // As the operator would go on: install again, or be told that it is there, and revert in the end. Where the host was found stock, once
    // a fault is enough, as the next cell installs again in any case.
    async Task<string?> NextAsync(string before, bool install)
    {
        if (install && await trial.InstallAsync() is { Status: not ExitStatus.Done } again)
            return $"the next Install: {again.Text}";
        if (await trial.RevertAsync() is { Status: not ExitStatus.Done } back)
            return $"the next Revert: {back.Text}";
        return Difference(before, await trial.SnapshotAsync(), all: true);
    }

    /// <param name="before">A snapshot.</param>
    /// <param name="after">A later one.</param>
    /// <param name="all">Whether the transaction's own folder, with the journal that waits to be read, counts too.</param>
    static string? Difference(string before, string after, bool all)
    {
        string[] was = before.Split('\n'),
        now = [.. after.Split('\n').Where(x => all || !x.Contains("/var/lib/spice-trial", StringComparison.Ordinal))];
        string[] changes = [.. was.Except(now).Select(x => $"gone: {x}"), .. now.Except(was).Select(x => $"new: {x}")];
        return changes.Length == 0 ? null : $"not as before ({string.Join("; ", changes.Take(6))})";
    }

    // Stock or confirmed, with nobody at work. Where a transaction ended before its switch was armed nothing is changed; Status shows it,
    // Revert clears it.
    async Task<HostReading?> SettledAsync()
    {
        for (var until = DateTime.UtcNow + Patience; DateTime.UtcNow < until; await Task.Delay(300, Token))
        {
            try
            {
                var facts = await trial.Transaction().StatusAsync(Token);
                if (!facts.IsArmed && facts.Transaction is null or { State: TransactionState.Confirmed, Running: null }
                    or { Step: "unknown" or "begin" or "arm", Running: null })
                    return facts.Transaction is { State: TransactionState.Confirmed } ? await trial.FactsAsync() : facts;
            }
            catch (TrialException)
            {
                // It is starting.
            }
        }

        return null;
    }

    async Task<HostStatus> StatusAsync()
    {
        for (var until = DateTime.UtcNow + Patience; ; await Task.Delay(300, Token))
        {
            // sshd may still be starting again.
            try { return await ReadStatusAsync(); }
            catch (TrialException) when (DateTime.UtcNow < until) { }
        }
    }

    async Task<HostStatus> ReadStatusAsync()
    {
        await using var connection = await trial.Host.ConnectAsync();
        return await StatusJudge.ReadAsync(connection,
            KnownBuilds.OfDebian.With([(trial.Package.Artifacts.Library.BuildId!, KnownBuild.Ours(128))]), DateTimeOffset.UtcNow, Token);
    }
}
