namespace SpiceTrial.Hosts;

/// <summary><c>status.json</c>, schema 1: which library a host has installed, and which one each guest really runs.</summary>
/// <param name="Host">As the operator names it.</param>
/// <param name="Read">When, by this machine's clock.</param>
/// <param name="Package">The installed package.</param>
/// <param name="SwitchArmed">Whether the host takes the package back by itself unless that is confirmed.</param>
/// <param name="Transaction">The open transaction, or <c>null</c>.</param>
/// <param name="LastTransaction">How the last one ended, while the host still remembers it.</param>
/// <param name="Libvirt">The daemon.</param>
/// <param name="Domains">Every qemu process of root's or libvirt's from a package, by process id.</param>
/// <param name="OtherProcesses">What else has the library mapped, and what is only called qemu.</param>
/// <param name="Leftovers">What this tool has on the host beside an open transaction, which clients that died left.</param>
/// <param name="GateOverrides">Installations on this host past a gate that said pivot, as this project recorded them.</param>
/// <param name="WithoutRoot">Why this is only what any user sees; <c>null</c> where root looked.</param>
/// <param name="NotKnown">What of this status could not be read.</param>
/// <param name="Warnings">What the operator must know or do.</param>
public sealed record HostStatus(
    string Host,
    DateTimeOffset Read,
    PackageStatus Package,
    bool SwitchArmed,
    OpenTransaction? Transaction,
    string? LastTransaction,
    LibvirtStatus Libvirt,
    IReadOnlyList<DomainStatus> Domains,
    IReadOnlyList<DomainStatus> OtherProcesses,
    IReadOnlyList<Leftover> Leftovers,
    IReadOnlyList<GateOverride> GateOverrides,
    string? WithoutRoot,
    IReadOnlyList<string> NotKnown,
    IReadOnlyList<string> Warnings)
{
    /// <summary>The warnings, with what a monitoring makes of them.</summary>
    internal IReadOnlyList<StatusFinding> Findings { get; init; } = [];

    /// <summary>Its name is an inventory's, and ssh may know none of that name, or another host.</summary>
    internal bool IsOfFleet { get; init; }

    /// <summary>What somebody else has put where the open transaction had put ours; <c>null</c> where nobody has, or that is not
    /// known.</summary>
    public string? Replaced { get; init; }

    /// <summary>The stock version that somebody else has brought back under a transaction; <c>null</c> otherwise.</summary>
    internal string? BroughtBack => Replaced is null && Package.Version == Transaction?.StockVersion
        && Transaction is { State: TransactionState.Confirmed or TransactionState.Foreign, Running: null } ? Package.Version : null;

    /// <summary>Live, or test: a test host's status says nothing of a real host of that name.</summary>
    public Origin Origin { get; init; }
}
