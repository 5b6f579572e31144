using Nuke.Common;
using SpiceTrial.Hosts;

/// <summary>The operator's word that the installed package stays.</summary>
interface IConfirm : IHazTransactions
{
    Target Confirm => _ => _
        .Description("Keeps what Install installed and disarms the switch")
        .Executes(async () => await new Confirmation(Transaction, Operator).RunAsync(Cancelled));
}
