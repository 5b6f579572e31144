using SpiceTrial.Lab.Libraries;
using SpiceTrial.Lab.Runs;
using SpiceTrial.Lab.Scenarios;
using SpiceTrial.Packages;

/// <content>The lab's settings; the chain brings its libraries.</content>
sealed partial class Build : ILab, IDiagnose
{
    LabRun? labRun;

    LabRun ILab.LabRun => labRun ??= new(LabSettings, new BuiltLibraries(LabSettings.Workspace, Chain.Rings.EnsureAsync), Phase);

    LabSettings LabSettings
    {
        get
        {
            ILab given = this;
            var workspace = Workspace.At(RootDirectory, Settings.CacheDirectory);
            var sweep = given.Sweep is { } words ? Sweep.Parse([words]).Combinations() : [[]];
            var settings = new LabSettings(workspace, [.. sweep.SelectMany(x => ScenarioFiles.Of(given.Scenarios ?? [], x))])
            {
                Folder = Path.Combine(RootDirectory, "sessions", "lab", DateTime.UtcNow.ToString("yyyy-MM-dd") + (given.RealTime ? "-real-time" : "")),
                WithDiagram = given.Scenarios is null && given.Sweep is null,
                Libraries = GivenLibrary.Parse(given.Library ?? []),
                Output = given.Output,
                Fresh = given.Fresh,
                RealTime = given.RealTime,
                Jobs = AtLeastOne("--jobs", ((IDraftUpstreamIssue)this).Jobs) ?? Environment.ProcessorCount,
            };
            return settings with { RingSizes = given.RingSizes ?? settings.RingSizes, Seeds = AtLeastOne("--seeds", given.Seeds) ?? settings.Seeds };
        }
    }
}
