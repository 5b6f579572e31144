using SpiceTrial.Debian;

namespace SpiceTrial.Artifacts;

/// <summary>The checks, in the order in which they are shown.</summary>
public static class AllChecks
{
    /// <summary>Of the folder as it was sealed: what a copy or an attacker could have changed. They are made each time and not
    /// recorded.</summary>
    /// <param name="trustedKeyring">Keys that may have signed, or <c>null</c>.</param>
    /// <param name="archive">Name of the archive that the folder came in, without its ending, or <c>null</c>.</param>
    public static IReadOnlyList<IArtifactCheck> Seal(string? trustedKeyring, string? archive = null) =>
        [new FolderNameCheck(archive), new FilesCheck(), new BuildIdsCheck(), new StatementCheck(), new SignatureCheck(trustedKeyring)];

    /// <summary>Of the packages alone, in about a second; repeated before anything is installed.</summary>
    public static IReadOnlyList<IArtifactCheck> Intrinsic { get; } = [new PackageVersionCheck(), new VersionOrderCheck(),
        new DebugSymbolsCheck(), new ConstantInSymbolsCheck(), new ConstantInCodeCheck()];

    // Made on every build, in a few seconds.
    static IReadOnlyList<IArtifactCheck> Quick { get; } =
        [new SourceSignatureCheck(), .. Intrinsic, new PackageTestsCheck(), new OnlyDifferenceCheck(), new SameAsControlCheck()];

    // They need the archive's package, or take longer than a build may be held up.
    static IReadOnlyList<IArtifactCheck> Compared { get; } =
        [new SamePackageCheck(), new ArchiveBinaryCheck(), new AbiCheck(), new LintianCheck()];

    /// <summary>What a build records of itself: the quick ones, and of the others that they were left out.</summary>
    public static IReadOnlyList<IArtifactCheck> OfBuild(Manifest manifest) =>
        [.. For(manifest, Quick), .. For(manifest, Compared).Select(x => new DeferredCheck(x))];

    /// <summary>Everything but a second build.</summary>
    public static IReadOnlyList<IArtifactCheck> Full { get; } = [.. Quick, .. Compared];

    /// <summary>Those that can be asked of these artifacts: the control has nothing to be held against.</summary>
    public static IReadOnlyList<IArtifactCheck> For(Manifest manifest, IReadOnlyList<IArtifactCheck> checks) =>
        [.. checks.Where(x => manifest.TraceItems != TraceItems.Stock || x is not (OnlyDifferenceCheck or SameAsControlCheck or AbiCheck))];
}
