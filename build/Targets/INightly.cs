using Nuke.Common;
using Nuke.Common.Utilities.Collections;
using SpiceTrial.Trial;

/// <summary>The nightly: what is new is built, proven and held against last night's findings.</summary>
[AlsoReads(nameof(IVerifyArtifacts.TrustedKeyring), nameof(IVerifyArtifacts.CheckReproducible))]
interface INightly : IHazChain
{
    sealed NightlyRun NightlyRun => new(Settings, OfRun.Output,
        [new FullVerification(Settings, OfRun.Output), new LabShortSet(Settings.Workspace, Settings.Jobs, OfRun.Output.Phase)]);

    [TargetHelp(Purpose.Build, "Builds, verifies and compares source versions that are new", "Nightly --suite sid --output results")]
    Target Nightly => _ => _
        .Described<INightly>()
        .Executes(async () =>
        {
            var night = await NightlyRun.RunAsync(Cancelled);
            ConsoleTable.Write(NightlyRow.Headings, night.Rows.Select(x => x.Cells));
            ReportSummary(x => x.AddPair("New", $"{night.Rows.Count(row => row.Outcome != "nothing new")} of {night.Rows.Count}"));
            night.ThrowIfFailed();
        });
}
