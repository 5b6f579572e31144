using Nuke.Common;
using SpiceTrial.Hosts;

/// <summary>The hypervisor as it was.</summary>
interface IRevert : IHazTransactions
{
    Target Revert => _ => _
        .Description("Brings the hypervisor back to what it was, without network")
        .Executes(async () => await new Reversal(Transaction, Operator).RunAsync(Yes, LockPatience, Cancelled));
}
