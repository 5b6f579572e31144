namespace SpiceTrial.Hosts;

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
