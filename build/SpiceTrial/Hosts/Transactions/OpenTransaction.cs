namespace SpiceTrial.Hosts;

/// <summary>A transaction that is open on a host.</summary>
/// <param name="State">How far it is.</param>
/// <param name="Id">Its name, random.</param>
/// <param name="Owner">Who began it: user@machine.</param>
/// <param name="Began">When, by the host's clock; as the host says it.</param>
/// <param name="StockVersion">What was installed before.</param>
/// <param name="OurVersion">What it installs.</param>
/// <param name="Step">The last step in the journal.</param>
/// <param name="SecondsLeft">Until the switch takes it back; <c>null</c> where that does not apply.</param>
/// <param name="Running">What works on it right now and since when, or <c>null</c>: then nobody does.</param>
public sealed record OpenTransaction(
    TransactionState State, string Id, string Owner, string Began, string StockVersion, string OurVersion, string Step, int? SecondsLeft,
    string? Running)
{
    /// <summary>What the operator gave as the reason for it, where they had to; else <c>null</c>.</summary>
    public string? Remark { get; init; }

    public override string ToString() =>
        $"{State.ToString().ToLowerInvariant()}: {StockVersion} -> {OurVersion}, begun by {Owner} at {Began}, last step "
            + $"{Step}{(Running is null ? "" : $", at work: {Running}")}";
}
