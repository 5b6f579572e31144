namespace SpiceTrial.Hosts;

/// <param name="Version">As dpkg has it; <c>null</c> when it is not installed.</param>
/// <param name="State">By the build-id of the installed file, not by the version.</param>
/// <param name="BuildId">Of the installed file, or <c>null</c>.</param>
/// <param name="Proof">What says so, or <c>null</c>.</param>
/// <param name="TraceItems">Entries of its ring, where that is proven.</param>
/// <param name="DpkgState">dpkg's abbreviation, e.g. <c>ii</c>, <c>hi</c>, <c>iF</c>; <c>null</c> when dpkg does not know the
/// package.</param>
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
    string? SecurityCandidate)
{
    /// <summary>Why there may be a security update that is not known; <c>null</c> where apt knows.</summary>
    public string? SecurityNotKnown { get; init; }

    /// <summary>What the loader takes in the place of the installed file, and diversions of it.</summary>
    public IReadOnlyList<string> LoadedInstead { get; init; } = [];
}
