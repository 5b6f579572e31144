using Nuke.Common;
using Nuke.Common.Utilities.Collections;
using SpiceTrial.Builders;

/// <summary>The package, built in an environment of the deployed suite with the network off.</summary>
interface IDebBuild : IApplyPatch
{
    // Nuke takes exactly this type.
    static IEnumerable<string> BuilderNames => BuilderChoice.Names;

    [Parameter("Where to build: auto (default), container, chroot or host", ValueProviderMember = nameof(BuilderNames),
        ValueProviderType = typeof(IDebBuild))]
    string? Builder => TryGetValue(() => Builder);

    [Parameter("Container engine: docker or podman (default: the first that works)")]
    string? ContainerEngine => TryGetValue(() => ContainerEngine);

    [Parameter("Leave out the package's own tests; the record says so")]
    bool SkipPackageTests => TryGetValue<bool?>(() => SkipPackageTests) ?? false;

    [Parameter("Minutes that the package build may take (default: 60)")]
    int? BuildTimeout => TryGetValue<int?>(() => BuildTimeout);

    [Parameter("Parallel jobs (default: one per core)")]
    int? Jobs => TryGetValue<int?>(() => Jobs);

    [Parameter("Day of the base environment, yyyy-mm-dd (default: today, UTC)")]
    string? BaseDate => TryGetValue(() => BaseDate);

    [Parameter("Folder for downloads, base environments and the compiler cache (default: ~/.cache/spice-trial)")]
    string? CacheDirectory => TryGetValue(() => CacheDirectory);

    sealed DateOnly? BaseDay => BaseDate is not { } text ? null
        : DateOnly.TryParseExact(text, "yyyy-MM-dd", out var day) ? day
        : throw new TrialException($"not a day: {text}", "--base-date", "Write it as yyyy-mm-dd", ExitStatus.BadInput);

    [TargetHelp(Purpose.Build, "Builds the patched .deb in an isolated environment", "DebBuild --host sf-2 --trace-items 128")]
    Target DebBuild => _ => _
        .Described<IDebBuild>()
        .DependsOn(ApplyPatch)
        .Triggers<IPackageArtifacts>(x => x.PackageArtifacts)
        .Executes(async () =>
        {
            var built = await Chain.DebBuildAsync(Cancelled);
            ReportSummary(x => x.AddPair("Builder", built.Builder.Name).AddPair("Package tests", built.PackageTests));
        });
}
