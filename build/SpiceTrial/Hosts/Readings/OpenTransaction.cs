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
/// <param name="Remark">What the host's journal keeps besides: a gate that was overridden, and why; or <c>null</c>.</param>
public sealed record OpenTransaction(
    TransactionState State, string Id, string Owner, string Began, string StockVersion, string OurVersion, string Step, int? SecondsLeft,
    string? Running, string? Remark = null)
{
    /// <summary>The name that no transaction has: who names it means at most one that died before it had any.</summary>
    internal const string None = "none";

    /// <summary>The <see cref="Id"/> of one that was broken off before it had any.</summary>
    internal const string Unnamed = "unknown";

    /// <summary>What the host is told, so that it takes no other one that somebody has begun meanwhile.</summary>
    internal string Meant => Id == Unnamed ? None : Id;

    /// <summary>Nobody is at work on it, and it is not at an end.</summary>
    internal bool IsBrokenOff => State is TransactionState.Begun or TransactionState.Reverting && Running is null;

    /// <summary>Whether it has this name, or died before it recorded any: then it has changed nothing of the package.</summary>
    internal bool MayBe(string? id) => Id == id || this is { Id: Unnamed, State: TransactionState.Begun or TransactionState.Reverting };

    public override string ToString() =>
        $"{Printable.Word(State)}: {StockVersion} -> {OurVersion}, begun by {Owner} at {Began}, last step "
            + $"{Step}{(Running is null ? "" : $", at work: {Running}")}";
}
