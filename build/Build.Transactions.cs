using SpiceTrial.Hosts;
using SpiceTrial.Trial;
using SpiceTrial.Verdicts;

/// <content>Install, Confirm and Revert: their parts, from the parameters of their components.</content>
sealed partial class Build : IInstall, IConfirm, IRevert
{
    public IOperator Operator { get; } = new ConsoleOperator();

    public HostTransaction Transaction => new(stop => Hosts.ConnectAsync(Settings.Hypervisor, Settings.SshConfig, stop));

    public TimeSpan LockPatience => AtLeastOne("--lock-timeout", ((IHazTransactions)this).LockTimeout) is { } seconds
        ? TimeSpan.FromSeconds(seconds) : new InstallOptions().LockTimeout;

    public InstallOptions InstallOptions
    {
        get
        {
            IInstall given = this;
            return new InstallOptions
            {
                Artifacts = given.Artifacts,
                TrustedKeyring = ((IVerifyArtifacts)this).TrustedKeyring,
                Suite = Settings.Suite,
                TraceItems = Settings.TraceItems,
                AcceptUnverified = given.AcceptUnverified,
                AcceptVulnerable = given.AcceptVulnerable,
                OverrideGate = given.OverrideGate,
                DryRun = given.DryRun,
                Yes = given.Yes,
                ConfirmWithin = AtLeastOne("--confirm-within", given.ConfirmWithin) is { } minutes
                    ? TimeSpan.FromMinutes(minutes) : new InstallOptions().ConfirmWithin,
                LockTimeout = LockPatience,
            };
        }
    }

    public Installation Installation => new(Transaction,
        new ArtifactsToInstall(Chain, InstallOptions, RootDirectory / "built", Operator.Say).ForAsync,
        stop => Gate.ReadAsync(RootDirectory / "sessions" / Gate.FileName, stop), Operator, GateOverrides);

    /// <summary>Kept in git, with the sessions that follow.</summary>
    GateOverrides GateOverrides => new(RootDirectory / "sessions" / GateOverrides.FolderName, TimeProvider.System);
}
