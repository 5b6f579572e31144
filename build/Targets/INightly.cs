using Nuke.Common;
using Nuke.Common.Utilities.Collections;
using SpiceTrial.Trial;

/// <summary>The nightly: what is new is built, proven and held against last night's findings.</summary>
[AlsoReads(nameof(IVerifyArtifacts.TrustedKeyring), nameof(IVerifyArtifacts.CheckReproducible))]
interface INightly : IHazChain
{
    sealed NightlyRun NightlyRun => new(Settings, OfRun.Output, new ReleaseProof(
        Chain.Steps, SpiceTrial.Trial.NightlyRun.FolderOf(Settings),
        new LabShortSet(Settings.Workspace, Settings.Jobs, OfRun.Output.Phase)));

    [TargetHelp(Purpose.Build, "Builds, verifies and compares source versions that are new", "Nightly --suite sid --output results")]
    Target Nightly => _ => _
        .Described<INightly>()
        .Executes(async () =>
        {
            var rows = await NightlyRun.RunAsync(Cancelled);
            ConsoleTable.Write(ReleaseRow.Headings, rows.Select(row => row.Cells));
            ReportSummary(x => x.AddPair("New", $"{rows.Count(row => row.Outcome != ReleaseOutcome.NothingNew)} of {rows.Count}"));
            NightlyRun.ThrowIfFailed(rows);
        });
}
