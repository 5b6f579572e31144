using SpiceTrial.Lab;
using SpiceTrial.Trial;

/// <content>The lab's settings; the chain brings its libraries.</content>
sealed partial class Build : ILab, IDiagnose
{
    LabRun? labRun;

    LabRun ILab.LabRun => labRun ??= new(LabSettings, new BuiltLibraries(LabSettings.Workspace, Chain.Rings.EnsureAsync).OpenAsync, Phase);

    LabSettings LabSettings
    {
        get
        {
            ILab given = this;
            if (given.Client && !given.RealTime)
                throw new TrialException("a client can't follow a virtual clock", "--client",
                    "Add --real-time, and name few scenarios: each cell takes as long as its scenario says",
                    ExitStatus.BadInput);
            var workspace = Settings.Workspace;
            var sweep = given.Sweep is { } words ? Sweep.Parse([words]).Combinations() : [[]];
            var settings = new LabSettings(workspace, [.. sweep.SelectMany(x => ScenarioFiles.Of(given.Scenarios ?? [], x))])
            {
                Folder = Path.Combine(RootDirectory, "sessions", "lab",
                    DateTime.UtcNow.ToString("yyyy-MM-dd") + (given.Client ? "-client" : given.RealTime ? "-real-time" : "")),
                WithDiagram = given.Scenarios is null && given.Sweep is null,
                Libraries = GivenLibrary.Parse(given.Library ?? []),
                Output = given.Output,
                Fresh = given.Fresh,
                RealTime = given.RealTime,
                WithClient = given.Client,
                // Encoding and the client take a core: two cells at once would slow each other's frames down.
                Jobs = AtLeastOne("--jobs", ((IDraftUpstreamIssue)this).Jobs) ?? (given.Client ? 1 : Environment.ProcessorCount),
            };
            return settings with
            {
                RingSizes = given.RingSizes?.Select(x => settings.Libraries.ContainsKey(x)
                    ? x : SpiceTrial.Debian.TraceItems.From(x, "--ring-sizes").Count).ToList() ?? settings.RingSizes,
                Seeds = AtLeastOne("--seeds", given.Seeds) ?? settings.Seeds,
            };
        }
    }
}
