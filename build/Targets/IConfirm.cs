using Nuke.Common;
using SpiceTrial.Hosts;

/// <summary>The operator's word that the installed package stays.</summary>
interface IConfirm : IHazTransactions
{
    [TargetHelp(Purpose.Install, "Keeps what Install installed and disarms the switch", "Confirm --host sf-2")]
    Target Confirm => _ => _
        .Described<IConfirm>()
        .Executes(async () => await new Confirmation(Transaction, Operator).RunAsync(LockPatience, Cancelled));
}
