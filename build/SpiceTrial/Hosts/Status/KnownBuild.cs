namespace SpiceTrial.Hosts;

/// <param name="State">Where it comes from.</param>
/// <param name="TraceItems">Entries of its ring, or <c>null</c>.</param>
/// <param name="Proof">What says so, or <c>null</c>.</param>
readonly record struct KnownBuild(LibraryState State, int? TraceItems, LibraryProof? Proof)
{
    public static KnownBuild Unknown => default;

    public static KnownBuild Stock(LibraryProof proof) => new(LibraryState.Stock, Debian.TraceItems.Stock, proof);

    public static KnownBuild Ours(int items, LibraryProof proof = LibraryProof.Artifacts) =>
        new(items == Debian.TraceItems.Stock ? LibraryState.Control : LibraryState.Patched, items, proof);
}
