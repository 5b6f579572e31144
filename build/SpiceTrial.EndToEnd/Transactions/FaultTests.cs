using System.Globalization;
using System.Net;
using FluentAssertions;
using SpiceTrial.EndToEnd.Ssh;
using SpiceTrial.Hypervisors.Transactions;
using Xunit;

namespace SpiceTrial.EndToEnd.Transactions;

/// <summary>Whatever goes wrong at whichever step: afterwards the host is confirmed patched, or stock to the byte, and the operator was told which.</summary>
public sealed class FaultTests(TrialHost trial) : IClassFixture<TrialHost>
{
    const int Long = 7_200_000;

    static readonly InstallOptions Options = new() { Yes = true, LockTimeout = TimeSpan.FromSeconds(4), ConfirmWithin = TimeSpan.FromMinutes(1) };

    readonly List<string> table = [];

    static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact(Timeout = 600_000)]
    public Task The_worst_moments_end_patched_or_stock_and_never_in_between() => TryAsync(
    [
        (Fault.Killed, "hold"),
        (Fault.Cut, "unpack"),
        (Fault.Reboot, "restart"),
        (Fault.DiskFull, "unpack"),
        (Fault.Libvirt, "restart"),
    ]);

    [Fact(Timeout = Long)]
    [Trait("Run", "All")]
    public Task The_transaction_is_killed_at_each_step() => AtEachStepAsync(Fault.Killed);

    [Fact(Timeout = Long)]
    [Trait("Run", "All")]
    public Task The_connection_is_cut_at_each_step() => AtEachStepAsync(Fault.Cut);

    [Fact(Timeout = Long)]
    [Trait("Run", "All")]
    public Task The_hosts_sshd_dies_at_each_step() => AtEachStepAsync(Fault.Sshd);

    [Fact(Timeout = Long)]
    [Trait("Run", "All")]
    public Task The_host_is_restarted_at_each_step() => AtEachStepAsync(Fault.Reboot);

    [Fact(Timeout = Long)]
    [Trait("Run", "All")]
    public Task The_disk_fills_up_at_each_step() => AtEachStepAsync(Fault.DiskFull);

    [Fact(Timeout = Long)]
    [Trait("Run", "All")]
    public Task Libvirtd_breaks_at_each_step_from_the_restart_on() => AtEachStepAsync(Fault.Libvirt, "restart", "verify", "installed", "confirmed");

    [Fact(Timeout = Long)]
    [Trait("Run", "All")]
    public Task The_clock_jumps_while_the_switch_is_armed() => AtEachStepAsync(Fault.Clock, "arm", "unpack", "installed", "confirmed");

    [Fact(Timeout = Long)]
    [Trait("Run", "All")]
    public async Task Every_fault_during_the_way_back_ends_stock()
    {
        foreach (var fault in (Fault[])[Fault.Killed, Fault.Cut, Fault.Sshd, Fault.Reboot, Fault.DiskFull, Fault.Libvirt, Fault.Clock])
        {
            await ReadyAsync();
            var before = await trial.SnapshotAsync();
            (await trial.InstallAsync(options: Options)).Status.Should().Be(ExitStatus.Done);
            await StepHook.AtAsync(trial.Host, "reverting", fault.OnHost);

            var ending = await UnderAsync(fault, configuration => Ending.OfAsync(() => new Reversal(trial.Transaction(configuration), new RecordedOperator()).RunAsync(true, Options.LockTimeout, Token)));

            await JudgeAsync(fault, "reverting", ending, before, mayBePatched: false);
        }

        ThrowIfBad();
    }

    Task AtEachStepAsync(Fault fault, params IReadOnlyList<string> steps) => TryAsync([.. (steps.Count > 0 ? steps : Fault.Steps).Select(x => (fault, x))]);

    async Task TryAsync(IReadOnlyList<(Fault Fault, string Step)> cases)
    {
        foreach (var (fault, step) in cases)
        {
            await ReadyAsync();
            var before = await trial.SnapshotAsync();
            await StepHook.AtAsync(trial.Host, step, fault.OnHost);

            var ending = await UnderAsync(fault, configuration => trial.InstallAsync(options: Options, configuration: configuration));

            await JudgeAsync(fault, step, ending, before, mayBePatched: true);
        }

        ThrowIfBad();
    }

    async Task ReadyAsync()
    {
        await StepHook.InstallAsync(trial.Host);
        await StepHook.ClearAsync(trial.Host);
    }

    async Task<Ending> UnderAsync(Fault fault, Func<string?, Task<Ending>> run)
    {
        if (fault != Fault.Cut)
            return await run(null);
        using var wire = CuttableProxy.To(22, IPAddress.Parse(trial.Host.Address));
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Token);
#pragma warning disable CA2025 // awaited before the wire is disposed of
        var watching = Fault.CutWhenAskedAsync(trial.Host, wire, stop.Token);
#pragma warning restore CA2025
        var ending = await run(await trial.Host.WriteSshConfigAsync(wire.Port, Token));
        await stop.CancelAsync();
        await watching;
        return ending;
    }

    async Task JudgeAsync(Fault fault, string step, Ending ending, string before, bool mayBePatched)
    {
        // First what the host does alone: an operator who has left must not be needed.
        var alone = await SettledAsync();
        await trial.Host.ShellAsync(fault.Repair, Token);
        var (state, problem) = StepHook.HasHappened(trial.Host) ? await JudgedAsync(alone, ending, before, mayBePatched) : ("untried", "the step was not reached");
        table.Add($"| {fault.Name} | {step} | {ending.Status.ToString().ToLowerInvariant()} ({((int)ending.Status).ToString(CultureInfo.InvariantCulture)}) | {state} |{(problem is null ? "" : $" **{problem}**: {ending.Text.ReplaceLineEndings(" ")}")}");
        await Console.Out.WriteLineAsync(table[^1]);
        if (problem is not null)
            await trial.Host.ResetAsync(Token);
    }

    async Task<(string State, string? Problem)> JudgedAsync(HostFacts? alone, Ending ending, string before, bool mayBePatched)
    {
        if (alone is null)
            return ("in between", "the host did not settle");
        if (alone.Transaction is { State: TransactionState.Confirmed })
        {
            var whole = alone.BuildId == trial.Package.Folder.Library.BuildId && alone is { PackageState: "hi", IsArmed: false, Pins.Count: 1, LibvirtAnswers: true };
            var problem = !mayBePatched ? "still patched" : !whole ? "confirmed, but not whole" : null;
            await trial.RevertAsync();
            return ("patched, confirmed", problem ?? Difference(before, await trial.SnapshotAsync()));
        }

        if (ending.Status == ExitStatus.Done && mayBePatched)
            return ("stock", "the operator was told that it is installed");
        await trial.RevertAsync();
        return ("stock", Difference(before, await trial.SnapshotAsync()));
    }

    static string? Difference(string before, string after)
    {
        string[] was = before.Split('\n'), now = after.Split('\n');
        string[] changes = [.. was.Except(now).Select(x => $"gone: {x}"), .. now.Except(was).Select(x => $"new: {x}")];
        return before == after ? null : $"not as before ({string.Join("; ", changes.Take(6))})";
    }

    // Stock or confirmed, with nobody at work, within the switch's patience. Before the switch is armed nothing is changed, and Revert clears it.
    async Task<HostFacts?> SettledAsync()
    {
        for (var until = DateTime.UtcNow + TimeSpan.FromMinutes(3); DateTime.UtcNow < until; await Task.Delay(1000, Token))
        {
            try
            {
                var facts = await trial.FactsAsync();
                if (!facts.IsArmed && facts.Transaction is null or { State: TransactionState.Confirmed, Running: null } or { Step: "begin" or "arm", Running: null })
                    return facts;
            }
            catch (TrialException)
            {
                // It is starting.
            }
        }

        return null;
    }

    void ThrowIfBad()
    {
        table.Should().NotContain(x => x.Contains("**", StringComparison.Ordinal));
    }
}
