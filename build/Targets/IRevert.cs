using Nuke.Common;
using SpiceTrial.Hosts;

/// <summary>The hypervisor as it was.</summary>
interface IRevert : IHazTransactions
{
    [TargetHelp(Purpose.Install, "Brings the host back to what it was, without network", "Revert --host sf-2")]
    Target Revert => _ => _
        .Described<IRevert>()
        .Executes(async () => await new Reversal(Transaction, Operator).RunAsync(Yes, LockPatience, Cancelled));
}
