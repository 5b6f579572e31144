using Nuke.Common;
using Nuke.Common.Utilities.Collections;
using SpiceTrial.Trial;

/// <summary>Every release and architecture that the mirrors serve.</summary>
[AlsoReads(nameof(IVerifyArtifacts.TrustedKeyring), nameof(IVerifyArtifacts.CheckReproducible))]
interface IMatrix : IHazChain
{
    [TargetHelp(Purpose.Build, "Builds and verifies every supported release, architecture", "Matrix --suite trixie --architecture amd64")]
    Target Matrix => _ => _
        .Described<IMatrix>()
        .Executes(async () =>
        {
            var matrix = await Chain.Matrix.BuildAsync(Cancelled);
            ConsoleTable.Write(MatrixRow.Headings, matrix.Rows.Select(x => x.Cells));
            ReportSummary(
                x => x.AddPair("Proven", $"{matrix.Rows.Count(row => row.Outcome == MatrixOutcome.Proven)} of {matrix.Rows.Count}"));
            matrix.ThrowIfFailed();
        });
}
