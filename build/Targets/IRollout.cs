using Nuke.Common;
using Nuke.Common.Utilities.Collections;
using Serilog;
using SpiceTrial.Hosts;
using SpiceTrial.Trial;
using SpiceTrial.Verdicts;

/// <summary>The patched package on the hypervisors of a cluster, one wave after the other.</summary>
[AlsoReads(nameof(IInstall.Artifacts), nameof(IInstall.AcceptUnverified), nameof(IInstall.AcceptVulnerable), nameof(IInstall.OverrideGate),
    nameof(IInstall.DryRun), nameof(IInstall.ConfirmWithin), nameof(IHazTransactions.Yes), nameof(IHazTransactions.LockTimeout),
    nameof(IVerifyArtifacts.TrustedKeyring), nameof(IApplyPatch.TraceItems), nameof(IResolveVersion.Suite),
    nameof(IDebBuild.CacheDirectory))]
interface IRollout : IHazFleet, IHazSessions, IHazSettings, IHazOutput, ICanBeCancelled
{
    [Parameter("Name of the rollout, such as 007 (needed)")]
    string? Name => TryGetValue(() => Name);

    [Parameter("How many hosts each wave has, as Ansible's serial: numbers and percentages (default: 1,25%,100%)")]
    string? Waves => TryGetValue(() => Waves);

    [Parameter("Bring a wave that was broken off to its end (default: no)")]
    bool Resume => TryGetValue<bool?>(() => Resume) ?? false;

    [Parameter("Take the rollout back (default: no)")]
    bool Revert => TryGetValue<bool?>(() => Revert) ?? false;

    [Parameter("With --revert: this wave and those after it (default: all)")]
    int? Wave => TryGetValue<int?>(() => Wave);

    [Parameter("Line for each host's shell, as root, that must end with 0 before it counts as ready (default: as given last; true: none)")]
    string? HealthCommand => TryGetValue(() => HealthCommand);

    [Parameter("comparison.json of this build, for the waves after the first (default: the latest comparison)")]
    string? Comparison => TryGetValue(() => Comparison);

    sealed RolloutRequest RolloutRequest
    {
        get
        {
            var install = (IInstall)this;
            return new()
            {
                Name = Name ?? throw new TrialException("a rollout has a name", "--name", "Such as --name 007", ExitStatus.BadInput),
                Folder = Path.Combine(SessionsFolder, "rollouts"),
                Comparison = Comparison ?? ((IHazTrial)this).LatestComparison,
                Inventory = Inventory,
                Group = Group,
                Waves = Waves,
                Resume = Resume,
                Revert = Revert,
                RevertFrom = Count.AtLeastOne("--wave", Wave),
                HealthCommand = HealthCommand,
                Install = install.InstallOptions,
            };
        }
    }

    [TargetHelp(Purpose.Install, "Installs on the next wave of a cluster's hypervisors, and only that",
        "Rollout --name 007 --inventory FILE")]
    Target Rollout => _ => _
        .Described<IRollout>()
        .Executes(async () =>
        {
            var install = (IInstall)this;
            await new Prerequisites(x => Log.Information("{Text:l}", x)).EnsureAsync(SpiceTrial.Hosts.Inventory.ProgramsNeeded, Cancelled);
            var rollout = new SpiceTrial.Trial.Rollout(RootDirectory,
                (facts, stop) => ArtifactsForHost.ChooseAsync(facts, install.InstallOptions, Settings.Workspace, stop),
                stop => GateRecord.ReadAsync(Path.Combine(SessionsFolder, GateRecord.FileName), stop), install.Operator,
                TimeProvider.System, GateOverrides);
            try
            {
                await rollout.RunAsync(RolloutRequest, Cancelled);
            }
            finally
            {
                await ShowAsync();
            }
        });

    // Also after a failure: then it matters most.
    private async Task ShowAsync()
    {
        var path = RolloutFile.PathOf(RolloutRequest.Folder, RolloutRequest.Name);
        if (await RolloutFile.ReadAsync(path, TimeProvider.System, CancellationToken.None) is not { Record: var record })
            return;
        await CopyAsync("rollout.json", record, CancellationToken.None);
        ConsoleTable.WriteColumns(RolloutTable.Rows(record));
        foreach (var reason in RolloutTable.Reasons(record))
            SafeTerminal.WriteLine(reason);
        ReportSummary(x => x.AddPair("Hosts", RolloutTable.Sum(record)).AddPair("Written", Standpoint.Told(path)));
    }
}
