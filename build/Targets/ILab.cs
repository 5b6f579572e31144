using Nuke.Common;
using Nuke.Common.Utilities.Collections;
using SpiceTrial.Lab;
using SpiceTrial.Reports;
using SpiceTrial.Trial;

/// <summary>The real library under a synthetic load.</summary>
[AlsoReads(Not = [nameof(IApplyPatch.TraceItems), nameof(IApplyPatch.Control)])]
interface ILab : IHazChain, IHazOutput
{
    [Parameter("Scenarios by name, the set 'short', or files, with commas (default: all that are shipped; of Rehearse guest-16mib)",
        Separator = ",")]
    string[]? Scenarios => TryGetValue(() => Scenarios);

    [Parameter("Ring sizes to test, with commas (default: 8,16,32,64,128,256; of Rehearse 8,128)", Separator = ",")]
    int[]? RingSizes => TryGetValue(() => RingSizes);

    [Parameter("Seeds for each cell (default: 3)")]
    int? Seeds => TryGetValue<int?>(() => Seeds);

    [Parameter("Scenario keys with a row of values, every combination: key=from:to:step,key=from:to:step (default: none)")]
    string? Sweep => TryGetValue(() => Sweep);

    [Parameter("A library from anywhere, as N=PATH with N its ring size (default: those that the chain builds)")]
    string[]? Library => TryGetValue(() => Library);

    [Parameter("Run every cell, also those whose results are still valid")]
    bool Fresh => TryGetValue<bool?>(() => Fresh) ?? false;

    [Parameter("Let the library keep the machine's clock: takes as long as the scenarios say")]
    bool RealTime => TryGetValue<bool?>(() => RealTime) ?? false;

    [Parameter("Connect a SPICE client on loopback, so that streams are encoded; in the lab it needs --real-time")]
    bool Client => TryGetValue<bool?>(() => Client) ?? false;

    [Parameter("Run nothing: write one command line for each scenario and ring, for GNU parallel or a job array")]
    bool EmitCells => TryGetValue<bool?>(() => EmitCells) ?? false;

    private IReadOnlyList<IReadOnlyList<KeyValuePair<string, string>>> Swept =>
        Sweep is { } words ? [.. SpiceTrial.Lab.Sweep.Parse([words]).Combinations()] : [[]];

    sealed LabSettings LabSettings
    {
        get
        {
            if (Client && !RealTime)
                throw new TrialException("a client can't follow a virtual clock", "--client",
                    "Add --real-time, and name few scenarios: each cell takes as long as its scenario says",
                    ExitStatus.BadInput);
            var settings = new LabSettings(Settings.Workspace, [.. Swept.SelectMany(x => ScenarioFiles.Of(Scenarios ?? [], x))])
            {
                Folder = Path.Combine(RootDirectory, "sessions", "lab",
                    DateTime.UtcNow.ToString("yyyy-MM-dd") + (Client ? "-client" : RealTime ? "-real-time" : "")),
                Libraries = LabLibrary.Parse(Library ?? []),
                Output = Output,
                Fresh = Fresh,
                RealTime = RealTime,
                WithClient = Client,
                // Encoding and the client take a core: two cells at once would slow each other's frames down.
                Jobs = Count.AtLeastOne("--jobs", ((IDebBuild)this).Jobs) ?? (Client ? 1 : Environment.ProcessorCount),
            };
            return settings with
            {
                RingSizes = RingSizes?.Select(x => settings.Libraries.ContainsKey(x)
                    ? x : SpiceTrial.Debian.TraceItems.From(x, "--ring-sizes").Count).ToList() ?? settings.RingSizes,
                Seeds = Count.AtLeastOne("--seeds", Seeds) ?? settings.Seeds,
            };
        }
    }

    [TargetHelp(Purpose.Lab, "Drives the built libraries with synthetic loads", "Lab --scenarios short --ring-sizes 8,128")]
    Target Lab => _ => _
        .Described<ILab>()
        .Executes(async () =>
        {
            var settings = LabSettings;
            if (EmitCells)
            {
                await EmitAsync(CellLines.Of(settings, Scenarios ?? [], Swept));
                return;
            }

            var asked = (IResolveVersion)this;
            var libraries = new BuiltLibraries(settings.Workspace, (sizes, stop) => Chain.Rings.EnsureAsync(sizes, stop))
            {
                IsNamed = asked.RequireLive
                    || (asked.Hypervisor ?? asked.PackageVersion ?? asked.Suite ?? asked.Architecture
                        ?? ((IDebBuild)this).BaseDate) is not null,
            };
            var result = await new LabRun(settings, libraries.OpenAsync, OfRun.Output.Phase).RunAsync(Cancelled);
            LabTable.Write(result);
            var page = await LabReport.WriteAsync(settings.Folder, Cancelled);
            ReportSummary(x => x.AddPair("Cells", result.Cells.Count).AddPair("Report", Standpoint.Told(page)));
        });

    sealed async Task EmitAsync(IEnumerable<IReadOnlyList<string>> cells)
    {
        var written = Standpoint.Told(await CellLines.WriteAsync(RootDirectory, cells, Cancelled));
        OfRun.Output.Phase($"written: {written}; for example: parallel --jobs 1 --joblog cells.log --resume-failed < {written}");
    }
}
