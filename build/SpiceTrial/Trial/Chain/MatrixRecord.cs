namespace SpiceTrial.Trial;

/// <summary>What became of every release and architecture; <c>matrix.json</c>.</summary>
public sealed record MatrixRecord(IReadOnlyList<MatrixRow> Rows)
{
    /// <exception cref="TrialException">Something that is served has no proof, or nothing at all has.</exception>
    public void ThrowIfFailed()
    {
        var failed = Rows.Where(x => x.Outcome == MatrixOutcome.Failed).ToList();
        if (failed.Count > 0)
            throw new TrialException(
                $"not proven: {string.Join("; ", failed.Select(x => $"{x.Suite} {x.Architecture}: {x.Reason}"))}",
                $"built/matrix/{ReleaseMatrix.FileName}",
                "Run it again when that is seen to: what is proven is not built again; --suite and --architecture narrow it");
        if (Rows.All(x => x.Outcome != MatrixOutcome.Proven))
            throw new TrialException("nothing was proven for any release",
                string.Join(", ", Rows.Select(x => $"{x.Suite} {x.Architecture}")), "The table says why");
    }
}
