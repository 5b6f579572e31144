using Nuke.Common;
using Nuke.Common.Utilities.Collections;
using SpiceTrial.Hosts;

/// <summary>The patched package on one live hypervisor, as a transaction.</summary>
[AlsoReads(nameof(IVerifyArtifacts.SigningKey), nameof(IVerifyArtifacts.TrustedKeyring), nameof(IVerifyArtifacts.CheckReproducible),
    From = typeof(IPackageArtifacts))]
interface IInstall : IHazTransactions
{
    [Parameter("Folder with the artifacts to install (default: the one in built/ that fits the host, built if missing)")]
    string? Artifacts => TryGetValue(() => Artifacts);

    [Parameter("Install although some checks of the artifacts were not made")]
    bool AcceptUnverified => TryGetValue<bool?>(() => AcceptUnverified) ?? false;

    [Parameter("Install although the archives have a security update of the library")]
    bool AcceptVulnerable => TryGetValue<bool?>(() => AcceptVulnerable) ?? false;

    [Parameter("Why to install although the gate says pivot")]
    string? OverrideGate => TryGetValue(() => OverrideGate);

    [Parameter("Print the exact commands and change nothing")]
    bool DryRun => TryGetValue<bool?>(() => DryRun) ?? false;

    [Parameter("Minutes until the host takes back a package that nobody confirmed (default: 10)")]
    int? ConfirmWithin => TryGetValue<int?>(() => ConfirmWithin);

    InstallOptions InstallOptions { get; }

    Installation Installation { get; }

    Target Install => _ => _
        .Description("Installs the patched package on the hypervisor; the host takes it back unless that is confirmed")
        .Executes(async () =>
        {
            var installed = await Installation.RunAsync(InstallOptions, Cancelled);
            ReportSummary(x => x.AddPair(DryRun ? "Would install" : "Installed", installed.Artifacts.Manifest.Package.Version));
        });
}
