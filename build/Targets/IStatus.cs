using Nuke.Common;
using Nuke.Common.Utilities.Collections;
using Serilog;
using SpiceTrial.Hosts;
using SpiceTrial.Trial;

/// <summary>What a hypervisor has, and what each of its guests really runs.</summary>
[AlsoReads(nameof(IHazConsent.Yes))]
interface IStatus : IHazHypervisor, IHazFleet, IHazSessions, IHazOutput
{
    sealed StatusReport StatusReport => new(ConnectAsync, Settings.Workspace, GateOverrides, TimeProvider.System);

    [Parameter("How to tell it: table, json or prometheus (default: table); the last two alone on stdout")]
    StatusFormat? Format => TryGetValue<StatusFormat?>(() => Format);

    [Parameter("As a monitoring plugin: one line, and exit code 0, 1, 2 or 3 (default: a table)")]
    bool Check => TryGetValue<bool?>(() => Check) ?? false;

    [TargetHelp(Purpose.Install, "Shows which library the host has and what each guest runs", "Status --host sf-2")]
    Target Status => _ => _
        .Described<IStatus>()
        .Executes(() => Check ? CheckAsync()
            : Inventory is { } inventory ? TellFleetAsync(new(inventory, Group ?? SpiceTrial.Hosts.Inventory.DefaultGroup)) : TellAsync());

    private async Task TellAsync()
    {
        var format = Format ?? StatusFormat.Table;
        if (format != StatusFormat.Table && !Document.IsAsked)
            throw new TrialException("a document's format stands outside of the command line", "Format",
                "Give it there, so that nothing else is printed: --format json", ExitStatus.BadInput);
        var (status, files) = await ReadAsync(format);
        if (format == StatusFormat.Table)
            ConsoleTable.Write(HostStatusTable.Rows(status));
        else
            Document.Write(format == StatusFormat.Json ? RecordFile.Text(status) : StatusMetrics.Of(status));
        foreach (var warning in status.Warnings)
            Log.Warning("{Warning:l}", warning);
        ReportSummary(x => x.AddPair("Installed", $"{status.Package.Version ?? "nothing"} ({status.Package.State})")
            .AddPair("Written", string.Join(", ", files.Select(Standpoint.Told))));
    }

    private async Task CheckAsync()
    {
        StatusCheck check;
        try
        {
            RefuseFleet();
            check = StatusCheck.Of((await ReadAsync(StatusFormat.Json)).Status);
        }
        catch (Exception e) when (!Cancelled.IsCancellationRequested)
        {
            var host = Hypervisor ?? new ChainSettings(RootDirectory).Hypervisor;
            check = StatusCheck.Failed($"{host}: {(e as TrialException)?.What ?? e.Message}");
        }

        Document.Write($"{check.Line}\n");
        GuardedRun.EndWith((int)check.Level);
    }

    // A plugin's parent knows codes from 0 to 3 alone, so this too is said in its line.
    private void RefuseFleet()
    {
        if (Inventory is { } inventory)
            throw new TrialException("a plugin's line and metrics are of one host", inventory,
                "Leave --inventory out, and run it for each host; --format json tells of all of them", ExitStatus.BadInput);
    }

    private Task<(HostStatus Status, IReadOnlyList<string> Files)> ReadAsync(StatusFormat format) =>
        StatusReport.RunAsync(Output, format, x => Log.Warning("{Warning:l}", x), Cancelled);

    private async Task TellFleetAsync(Inventory inventory)
    {
        if (SshConfig is not null)
            throw new TrialException("a fleet is reached as its inventory says", "--ssh-config",
                "Leave it out, or leave --inventory out", ExitStatus.BadInput);
        if (Format == StatusFormat.Prometheus)
            RefuseFleet();
        await new Prerequisites(x => Log.Information("{Text:l}", x)).EnsureAsync(SpiceTrial.Hosts.Inventory.ProgramsNeeded, Cancelled);
        var builds = await KnownBuilds.OfProjectAsync(Settings.Workspace, x => Log.Warning("{Warning:l}", x), Cancelled);
        var fleet = await FleetStatus.ReadAsync(RootDirectory, inventory, builds, DateTimeOffset.UtcNow, Cancelled);
        fleet = fleet with { Hosts = await Task.WhenAll(fleet.Hosts.Select(WithOverridesAsync)) };
        if (Format == StatusFormat.Json)
            Document.Write(RecordFile.Text(fleet));
        else
            ConsoleTable.WriteColumns(FleetTable.Rows(fleet));
        foreach (var warning in FleetTable.Warnings(fleet))
            Log.Warning("{Warning:l}", warning);
        await CopyAsync(FleetStatus.FileName, fleet, Cancelled);
        ReportSummary(x => x.AddPair("Hosts", FleetTable.Sum(fleet)));
        if (fleet.Hosts.Count == 0)
            throw new TrialException("no host answered", inventory.Path, "What stands above says why of each");
    }

    private async Task<HostStatus> WithOverridesAsync(HostStatus host) => host with { GateOverrides = await GateOverrides.ReadAsync(
        host.Host, Cancelled, x => Log.Warning("{Warning:l}", x)) };
}
