using Nuke.Common;
using Nuke.Common.Utilities.Collections;
using SpiceTrial.Trial;

/// <summary>Every release and architecture that the mirrors serve.</summary>
[AlsoReads(nameof(IVerifyArtifacts.TrustedKeyring), nameof(IVerifyArtifacts.CheckReproducible))]
interface IMatrix : IHazChain
{
    sealed ReleaseMatrix ReleaseMatrix =>
        new(Settings, OfRun.Output, new ReleaseProof(Chain.Steps, SpiceTrial.Trial.ReleaseMatrix.FolderOf(Settings)));

    [TargetHelp(Purpose.Build, "Builds and verifies every supported release, architecture", "Matrix --suite trixie --architecture amd64")]
    Target Matrix => _ => _
        .Described<IMatrix>()
        .Executes(async () =>
        {
            var rows = await ReleaseMatrix.RunAsync(Cancelled);
            ConsoleTable.Write(ReleaseRow.Headings, rows.Select(row => row.Cells));
            ReportSummary(x => x.AddPair("Proven", $"{rows.Count(row => row.Outcome == ReleaseOutcome.Proven)} of {rows.Count}"));
            SpiceTrial.Trial.ReleaseMatrix.ThrowIfFailed(rows);
        });
}
