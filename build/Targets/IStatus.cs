using Nuke.Common;
using Nuke.Common.Utilities.Collections;
using Serilog;
using SpiceTrial.Hosts;

/// <summary>What a hypervisor has, and what each of its guests really runs.</summary>
interface IStatus : IHazHypervisor, IHazOutput
{
    StatusReport StatusReport { get; }

    Target Status => _ => _
        .Description("Shows which library the hypervisor has and which one each guest runs; changes nothing")
        .Executes(async () =>
        {
            var (status, files) = await StatusReport.RunAsync(Output, x => Log.Warning("{Warning:l}", x), Cancelled);
            ConsoleTable.Write(HostStatusTable.Rows(status));
            foreach (var warning in status.Warnings)
                Log.Warning("{Warning:l}", warning);
            ReportSummary(x => x.AddPair("Installed", $"{status.Package.Version ?? "nothing"} ({status.Package.State})")
                .AddPair("Written", string.Join(", ", files)));
        });
}
