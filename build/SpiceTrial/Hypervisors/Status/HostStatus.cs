using SpiceTrial.Hypervisors.Transactions;

namespace SpiceTrial.Hypervisors.Status;

/// <summary><c>status.json</c>, schema 1: which library a host has installed, and which one each guest really runs.</summary>
/// <param name="Host">As the operator names it.</param>
/// <param name="Read">When, by this machine's clock.</param>
/// <param name="Package">The installed package.</param>
/// <param name="SwitchArmed">Whether the host takes the package back by itself unless that is confirmed.</param>
/// <param name="Transaction">The open transaction, or <c>null</c>.</param>
/// <param name="LastTransaction">How the last one ended, while the host still remembers it.</param>
/// <param name="Libvirt">The daemon.</param>
/// <param name="Domains">Every qemu process, by process id.</param>
/// <param name="OtherProcesses">What else has the library mapped.</param>
/// <param name="Leftovers">What this tool has on the host beside an open transaction: steps that run, and what clients that died left.</param>
/// <param name="GateOverrides">Installations on this host past a gate that said pivot, as this project recorded them.</param>
/// <param name="WithoutRoot">Why this is only what any user sees; <c>null</c> where root looked.</param>
/// <param name="NotKnown">What of this status could not be read.</param>
/// <param name="Warnings">What the operator must know or do.</param>
public sealed record HostStatus(
    string Host,
    DateTimeOffset Read,
    PackageStatus Package,
    bool SwitchArmed,
    TransactionStatus? Transaction,
    string? LastTransaction,
    LibvirtStatus Libvirt,
    IReadOnlyList<DomainStatus> Domains,
    IReadOnlyList<DomainStatus> OtherProcesses,
    IReadOnlyList<Leftover> Leftovers,
    IReadOnlyList<GateOverride> GateOverrides,
    string? WithoutRoot,
    IReadOnlyList<string> NotKnown,
    IReadOnlyList<string> Warnings);

/// <summary>What says where a library comes from, most reliable first.</summary>
public enum LibraryProof
{
    /// <summary>The build-id of Debian's build, recorded in this tool.</summary>
    Recorded,

    /// <summary>The archive's own package, which this machine has fetched and apt has verified.</summary>
    Archive,

    /// <summary>Artifacts of ours in <c>built/</c>.</summary>
    Artifacts,

    /// <summary>The record, or the kept package, of an open transaction on the host.</summary>
    Transaction,

    /// <summary>The host's dpkg alone: a version that is not ours, with the file that was in its package. Whoever built it.</summary>
    Dpkg,
}

/// <summary>Where a library comes from.</summary>
public enum LibraryState
{
    /// <summary>Nothing proves any of the others.</summary>
    Unknown,

    /// <summary>Debian's own build.</summary>
    Stock,

    /// <summary>A build of ours with a larger ring.</summary>
    Patched,

    /// <summary>A build of ours with the stock ring of 8.</summary>
    Control,
}

/// <param name="Version">As dpkg has it; <c>null</c> when it is not installed.</param>
/// <param name="State">By the build-id of the installed file, not by the version.</param>
/// <param name="BuildId">Of the installed file, or <c>null</c>.</param>
/// <param name="Proof">What says so, or <c>null</c>.</param>
/// <param name="TraceItems">Entries of its ring, where that is proven.</param>
/// <param name="DpkgState">dpkg's abbreviation, e.g. <c>ii</c>, <c>hi</c>, <c>iF</c>; <c>null</c> when dpkg does not know the package.</param>
/// <param name="Intact">Whether the installed file is the one that dpkg installed; <c>null</c> where there is none.</param>
/// <param name="Held">Whether apt leaves the package alone.</param>
/// <param name="Pinned">Whether a file of preferences names it.</param>
/// <param name="Pins">These files.</param>
/// <param name="Candidate">What apt would install, or <c>null</c>.</param>
/// <param name="SecurityCandidate">The newest version of a security archive above the stock version, or <c>null</c>.</param>
public sealed record PackageStatus(
    string? Version,
    LibraryState State,
    LibraryProof? Proof,
    string? BuildId,
    int? TraceItems,
    string? DpkgState,
    bool? Intact,
    bool Held,
    bool Pinned,
    IReadOnlyList<string> Pins,
    string? Candidate,
    string? SecurityCandidate);

/// <param name="Name">Of the guest, as libvirt names it; <c>null</c> for a process without one.</param>
/// <param name="Uuid">Of the guest, or <c>null</c>.</param>
/// <param name="Pid">Of its process.</param>
/// <param name="Program">The program's file name.</param>
/// <param name="Started">When the process started, by the host's clock.</param>
/// <param name="Library">What it has mapped; <c>null</c> when it has no spice library.</param>
/// <param name="MustRestart">Whether it runs another build than the installed one; <c>null</c> where one of the two is not known.</param>
public sealed record DomainStatus(string? Name, string? Uuid, int Pid, string Program, DateTimeOffset? Started, LibraryStatus? Library, bool? MustRestart);

/// <param name="State">By the build-id of the file that the process has mapped.</param>
/// <param name="BuildId">Of that very file, or <c>null</c> where it can't be read.</param>
/// <param name="TraceItems">Entries of its ring, where that is proven.</param>
/// <param name="Deleted">Whether the file is no longer on the disk: another one was installed since.</param>
public sealed record LibraryStatus(LibraryState State, string? BuildId, int? TraceItems, bool Deleted);

/// <param name="Unit">The systemd unit, or <c>null</c> when libvirt is not installed.</param>
/// <param name="Answers">Whether <c>virsh list</c> does; <c>null</c> where only root could tell.</param>
public sealed record LibvirtStatus(string? Unit, bool? Answers);

/// <param name="State">How far it is.</param>
/// <param name="Owner">Who began it.</param>
/// <param name="Began">When, as the host says it.</param>
/// <param name="StockVersion">What was installed before.</param>
/// <param name="OurVersion">What it installs.</param>
/// <param name="Step">Its last step.</param>
/// <param name="SecondsLeft">Until the switch takes it back, or <c>null</c>.</param>
/// <param name="Remark">What the host's journal keeps besides: a gate that was overridden, and why; or <c>null</c>.</param>
public sealed record TransactionStatus(string State, string Owner, string Began, string StockVersion, string OurVersion, string Step, int? SecondsLeft, string? Remark);
