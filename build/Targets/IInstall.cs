using Nuke.Common;
using Nuke.Common.Utilities.Collections;
using SpiceTrial.Hosts;
using SpiceTrial.Trial;
using SpiceTrial.Verdicts;

/// <summary>The patched package on one live hypervisor, as a transaction.</summary>
[AlsoReads(nameof(IVerifyArtifacts.TrustedKeyring), nameof(IVerifyArtifacts.CheckReproducible))]
interface IInstall : IHazTransactions, IHazChain, IHazSessions
{
    [Parameter("Folder with the artifacts to install (default: the one in built/ that fits the host; Install builds it)")]
    string? Artifacts => TryGetValue(() => Artifacts);

    [Parameter("Install although some checks of the artifacts were not made")]
    bool AcceptUnverified => TryGetValue<bool?>(() => AcceptUnverified) ?? false;

    [Parameter("Install although the archives have a security update of the library")]
    bool AcceptVulnerable => TryGetValue<bool?>(() => AcceptVulnerable) ?? false;

    [Parameter("Why to go on although the gate says pivot, or a rollout's evidence says wait (default: refused)")]
    string? OverrideGate => TryGetValue(() => OverrideGate);

    [Parameter("Print the exact commands and change nothing")]
    bool DryRun => TryGetValue<bool?>(() => DryRun) ?? false;

    [Parameter("Minutes until the host takes back a package that nobody confirmed (default: 10)")]
    int? ConfirmWithin => TryGetValue<int?>(() => ConfirmWithin);

    sealed InstallOptions InstallOptions => new()
    {
        Artifacts = Artifacts,
        TrustedKeyring = Settings.TrustedKeyring,
        Suite = Settings.Suite,
        TraceItems = Settings.TraceItems,
        AcceptUnverified = AcceptUnverified,
        AcceptVulnerable = AcceptVulnerable,
        OverrideGate = OverrideGate,
        DryRun = DryRun,
        Yes = Yes,
        ConfirmWithin = Count.AtLeastOne("--confirm-within", ConfirmWithin) is { } minutes
            ? TimeSpan.FromMinutes(minutes) : new InstallOptions().ConfirmWithin,
        LockTimeout = LockPatience,
    };

    sealed Installation Installation => new(Transaction,
        new ArtifactsToInstall(Chain, InstallOptions, Operator.Say).ForAsync,
        stop => GateRecord.ReadAsync(Path.Combine(SessionsFolder, GateRecord.FileName), stop), Operator, GateOverrides);

    [TargetHelp(Purpose.Install, "Installs the package; the host reverts it unless confirmed", "Install --host sf-2 --dry-run")]
    Target Install => _ => _
        .Described<IInstall>()
        .Executes(async () =>
        {
            var installed = await Installation.RunAsync(InstallOptions, Cancelled);
            ReportSummary(x => x.AddPair(DryRun ? "Would install" : "Installed", installed.Artifacts.Manifest.Package.Version));
        });
}
