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
            var rows = await NightlyRun.RunAsync(Cancelled);
            ConsoleTable.Write(NightlyRun.Headings, rows.Select(NightlyRun.Cells));
            ReportSummary(x => x.AddPair("New", $"{rows.Count(row => row.Outcome != ReleaseOutcome.NothingNew)} of {rows.Count}"));
            NightlyRun.ThrowIfFailed(rows);
        });
}
