using Nuke.Common;
using Nuke.Common.Utilities.Collections;
using SpiceTrial.Trial;

/// <summary>The nightly: what is new is built, proven and held against last night's findings.</summary>
[AlsoReads(nameof(IVerifyArtifacts.TrustedKeyring), nameof(IVerifyArtifacts.CheckReproducible))]
interface INightly : IHazChain
{
    NightlyRun NightlyRun { get; }

    Target Nightly => _ => _
        .Description("Looks for new source versions; builds, verifies and compares what is new")
        .Executes(async () =>
        {
            var night = await NightlyRun.RunAsync(Cancelled);
            ConsoleTable.Write(NightlyRow.Headings, night.Rows.Select(x => x.Cells));
            ReportSummary(x => x.AddPair("New", $"{night.Rows.Count(row => row.Outcome != "nothing new")} of {night.Rows.Count}"));
            night.ThrowIfFailed();
        });
}
