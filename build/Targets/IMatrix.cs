using Nuke.Common;
using Nuke.Common.Utilities.Collections;
using SpiceTrial.Trial;

/// <summary>Every release and architecture that the mirrors serve.</summary>
[AlsoReads(nameof(IVerifyArtifacts.TrustedKeyring), nameof(IVerifyArtifacts.CheckReproducible))]
interface IMatrix : IHazChain
{
    ReleaseMatrix ReleaseMatrix { get; }

    Target Matrix => _ => _
        .Description("Builds and verifies for every supported release and architecture; --suite and --architecture narrow it")
        .Executes(async () =>
        {
            var rows = await ReleaseMatrix.RunAsync(Cancelled);
            ConsoleTable.Write(ReleaseMatrix.Headings, rows.Select(ReleaseMatrix.Cells));
            ReportSummary(x => x.AddPair("Proven", $"{rows.Count(row => row.Outcome == ReleaseOutcome.Proven)} of {rows.Count}"));
            ReleaseMatrix.ThrowIfFailed(rows);
        });
}
