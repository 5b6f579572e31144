using Nuke.Common;
using Nuke.Common.Utilities.Collections;
using SpiceTrial.Artifacts;

/// <summary>Whether artifacts are what they say, as far as it can be checked here.</summary>
[AlsoReads(
    nameof(IApplyPatch.TraceItems), nameof(IApplyPatch.Control), nameof(IResolveVersion.Suite), nameof(IResolveVersion.Architecture),
    nameof(IResolveVersion.PackageVersion), nameof(IFetchSource.Mirror),
    nameof(IDebBuild.Builder), nameof(IDebBuild.ContainerEngine), nameof(IDebBuild.Jobs), nameof(IDebBuild.BuildTimeout),
    nameof(IDebBuild.CacheDirectory), Only = true)]
interface IVerifyArtifacts : IHazChain, IHazOutput
{
    [Parameter("Folder of artifacts, or an archive of one: .tar.gz, .tar, .zip (default: the last result)")]
    string? From => TryGetValue(() => From);

    [Parameter("File of OpenPGP keys that may have signed the artifacts (default: no signature is trusted)")]
    string? TrustedKeyring => TryGetValue(() => TrustedKeyring);

    [Parameter("OpenPGP key of your keyring that signs the artifacts (default: none signs)")]
    string? SigningKey => TryGetValue(() => SigningKey);

    [Parameter("Build a second time, in another folder, locale, time zone and with other jobs, and compare the bytes")]
    bool CheckReproducible => TryGetValue<bool?>(() => CheckReproducible) ?? false;

    [TargetHelp(Purpose.Build, "Checks artifacts: files, signature, the only difference", "VerifyArtifacts --from results.tar.gz")]
    Target VerifyArtifacts => _ => _
        .Described<IVerifyArtifacts>()
        .Executes(async () =>
        {
            var (what, report) = await Chain.VerifyArtifactsAsync(From, Cancelled);
            ReportSummary(x => x.AddPair(
                "Verified", $"{what}: {report.Count(CheckOutcome.Passed)} passed, {report.Count(CheckOutcome.NotChecked)} not checked"));
        });
}
