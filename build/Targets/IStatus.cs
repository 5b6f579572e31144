using Nuke.Common;
using Nuke.Common.Utilities.Collections;
using Serilog;
using SpiceTrial.Hosts;

/// <summary>What a hypervisor has, and what each of its guests really runs.</summary>
interface IStatus : IHazHypervisor, IHazSessions, IHazOutput
{
    sealed StatusReport StatusReport => new(ConnectAsync, Settings.Workspace, GateOverrides, TimeProvider.System);

    [TargetHelp(Purpose.Install, "Shows which library the host has and what each guest runs", "Status --host sf-2")]
    Target Status => _ => _
        .Described<IStatus>()
        .Executes(async () =>
        {
            var (status, files) = await StatusReport.RunAsync(Output, x => Log.Warning("{Warning:l}", x), Cancelled);
            ConsoleTable.Write(HostStatusTable.Rows(status));
            foreach (var warning in status.Warnings)
                Log.Warning("{Warning:l}", warning);
            ReportSummary(x => x.AddPair("Installed", $"{status.Package.Version ?? "nothing"} ({status.Package.State})")
                .AddPair("Written", string.Join(", ", files.Select(Standpoint.Told))));
        });
}
