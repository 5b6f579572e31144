using SpiceTrial.Debian;

namespace SpiceTrial.Artifacts;

/// <summary>The checks, in the order in which they are shown.</summary>
public static class AllChecks
{
    // The control has nothing to be held against.
    static readonly IReadOnlyList<ArtifactCheck> OfPatched = [OnlyDifference.Check, SamePackageChecks.AsControl, Abi.Check];

    /// <summary>Of the folder as it was sealed: what a copy or an attacker could have changed. They are made each time and not
    /// recorded.</summary>
    /// <param name="trustedKeyring">Keys that may have signed, or <c>null</c>.</param>
    /// <param name="archive">Name of the archive that the folder came in, without its ending, or <c>null</c>.</param>
    public static IReadOnlyList<ArtifactCheck> Seal(string? trustedKeyring, string? archive = null) => [SealChecks.FolderName(archive),
        SealChecks.Files, SealChecks.BuildIds, ProvenanceChecks.Provenance, ProvenanceChecks.Signature(trustedKeyring)];

    /// <summary>Of the packages alone, in about a second; repeated before anything is installed.</summary>
    public static IReadOnlyList<ArtifactCheck> Intrinsic { get; } = [VersionChecks.PackageVersion, VersionChecks.Order,
        ConstantChecks.DebugSymbols, ConstantChecks.InSymbols, ConstantChecks.InCode];

    /// <summary>Made on every build, in a few seconds.</summary>
    internal static IReadOnlyList<ArtifactCheck> Quick { get; } = [BuildChecks.SourceSignature, .. Intrinsic, BuildChecks.PackageTests,
        OnlyDifference.Check, SamePackageChecks.AsControl];

    /// <summary>Everything but a second build. A build makes the quick ones alone: the others need the archive's package, or take longer
    /// than it may be held up.</summary>
    public static IReadOnlyList<ArtifactCheck> Full { get; } =
        [.. Quick, SamePackageChecks.AsArchive, ArchiveBinary.Check, Abi.Check, Lintian.Check];

    /// <summary>The names of those of <see cref="Full"/> that can be made of these artifacts and that nobody has made.</summary>
    public static IReadOnlyList<string> Left(Manifest manifest) =>
        [.. For(manifest, Full).Where(x => x.IsMadeOf(manifest.Package.Architecture)).Select(x => x.Name)
        .Except(manifest.Verification.Checks.Where(x => x.Outcome == CheckOutcome.Passed).Select(x => x.Name))];

    /// <summary>Those that can be asked of these artifacts.</summary>
    public static IReadOnlyList<ArtifactCheck> For(Manifest manifest, IReadOnlyList<ArtifactCheck> checks) =>
        [.. checks.Where(x => manifest.TraceItems != TraceItems.Stock || !OfPatched.Contains(x))];
}
