using Nuke.Common;
using Nuke.Common.Utilities.Collections;
using SpiceTrial.Lab;
using SpiceTrial.Reports;

/// <summary>The real library under a synthetic load.</summary>
[AlsoReads(nameof(IVerifyArtifacts.TrustedKeyring), Not = [nameof(IApplyPatch.TraceItems), nameof(IApplyPatch.Control)])]
interface ILab : IHazChain, IHazOutput
{
    [Parameter("Scenarios by name, the set 'short', or files, with commas (default: all that are shipped)", Separator = ",")]
    string[]? Scenarios => TryGetValue(() => Scenarios);

    [Parameter("Ring sizes to test, with commas (default: 8,16,32,64,128,256)", Separator = ",")]
    int[]? RingSizes => TryGetValue(() => RingSizes);

    [Parameter("Seeds for each cell (default: 3)")]
    int? Seeds => TryGetValue<int?>(() => Seeds);

    [Parameter("Scenario keys with a row of values, every combination: key=from:to:step,key=from:to:step")]
    string? Sweep => TryGetValue(() => Sweep);

    [Parameter("A library from anywhere, as N=PATH with N its ring size")]
    string[]? Library => TryGetValue(() => Library);

    [Parameter("Run every cell, also those whose results are still valid")]
    bool Fresh => TryGetValue<bool?>(() => Fresh) ?? false;

    [Parameter("Let the library keep the machine's clock: takes as long as the scenarios say")]
    bool RealTime => TryGetValue<bool?>(() => RealTime) ?? false;

    [Parameter("Connect a SPICE client on loopback, so that streams are encoded; needs --real-time")]
    bool Client => TryGetValue<bool?>(() => Client) ?? false;

    LabRun LabRun { get; }

    Target Lab => _ => _
        .Description("Drives the built libraries with synthetic loads: where stock fails, which ring cures, where one hurts")
        .Executes(async () =>
        {
            var result = await LabRun.RunAsync(Cancelled);
            LabTable.Write(result);
            var page = await LabReport.WriteAsync(LabRun.Folder, Cancelled);
            ReportSummary(x => x.AddPair("Cells", result.Cells.Count).AddPair("Report", Path.GetRelativePath(RootDirectory, page)));
        });
}
