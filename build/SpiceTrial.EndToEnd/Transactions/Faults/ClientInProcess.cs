using System.Net;
using SpiceTrial.EndToEnd.Ssh;
using SpiceTrial.Hosts;
using Xunit;

namespace SpiceTrial.EndToEnd.Transactions.Faults;

/// <summary>Install and Revert as the targets run them, in this process; over a wire that can be cut where the fault wants that.</summary>
sealed class ClientInProcess(TrialHost trial) : IClient
{
    static readonly TimeSpan LockTimeout = TimeSpan.FromSeconds(4);

    static CancellationToken Token => TestContext.Current.CancellationToken;

    public async Task<Ending?> RunAsync(FaultCell cell)
    {
        if (!cell.Fault.CutsTheWire)
            return await RunAsync(cell, configuration: null);
        using var wire = CuttableProxy.To(22, IPAddress.Parse(trial.Host.Address));
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Token);
#pragma warning disable CA2025 // awaited before the wire is disposed of
        var watching = CutWhenAskedAsync(wire, stop.Token);
#pragma warning restore CA2025
        var ending = await RunAsync(cell, await trial.Host.WriteSshConfigAsync(wire.Port, Token));
        await stop.CancelAsync();
        await watching;
        return ending;
    }

    Task<Ending> RunAsync(FaultCell cell, string? configuration) => cell.Verb == Verb.Install
        ? trial.InstallAsync(options: new() { Yes = true, LockTimeout = LockTimeout, ConfirmWithin = cell.Fault.ConfirmWithin },
            configuration: configuration)
        : Ending.OfAsync(() => new Reversal(trial.Transaction(configuration), new RecordedOperator()).RunAsync(true, LockTimeout, Token));

    async Task CutWhenAskedAsync(CuttableProxy wire, CancellationToken stop)
    {
        try
        {
            for (; ; await Task.Delay(50, stop))
            {
                if (!File.Exists(trial.Host.At("/run/asked")))
                    continue;
                wire.Cut();
                File.Delete(trial.Host.At("/run/asked"));
            }
        }
        catch (OperationCanceledException)
        {
            // The run is over.
        }
    }
}
