using SpiceTrial.Debian;

namespace SpiceTrial.Trial;

/// <summary>Every release and architecture that the mirrors serve, from nothing: <c>./build.sh Matrix</c>, described in
/// docs/releases.md.</summary>
/// <param name="settings">Suite and architecture, where given, narrow it.</param>
/// <param name="output">Is told what happens.</param>
/// <param name="proof">Knows what is served and proves it.</param>
public sealed class ReleaseMatrix(ChainSettings settings, IChainOutput output, IReleaseProof proof)
{
    const string FileName = "matrix.json";

    /// <summary>Where it publishes: apart from other results.</summary>
    public static string FolderOf(ChainSettings settings) => Path.Combine(settings.Root, "built", "matrix");

    /// <summary>The record is in <c>built/matrix/</c> after each row.</summary>
    public Task<IReadOnlyList<ReleaseRow>> RunAsync(CancellationToken cancellationToken) =>
        new ReleaseRun(settings, output, proof).RunAsync(
        settings.Architecture is { } given ? [given] : Releases.Architectures,
        async rows =>
        {
            foreach (var folder in new[] { FolderOf(settings), settings.Output }.OfType<string>())
                await RecordFile.WriteAsync(Path.Combine(folder, FileName), new { Rows = rows.Select(x => new {
                    x.Release.Suite, x.Release.Architecture, x.Release.Version, Outcome = x.Word, x.Reason, x.Duration, x.Arms }) },
                    cancellationToken);
        },
        cancellationToken);

    /// <exception cref="TrialException">Something that is served has no proof, or nothing at all has.</exception>
    public static void ThrowIfFailed(IReadOnlyList<ReleaseRow> rows)
    {
        var failed = rows.Where(x => x.IsFailure).ToList();
        if (failed.Count > 0)
            throw new TrialException(
                $"not proven: {string.Join("; ", failed.Select(x => $"{x.Release}: {x.Reason}"))}", $"built/matrix/{FileName}",
                "Run it again when that is seen to: what is proven is not built again; --suite and --architecture narrow it");
        if (rows.All(x => x.Outcome != ReleaseOutcome.Proven))
            throw new TrialException("nothing was proven for any release", string.Join(", ", rows.Select(x => x.Release)),
                "The table says why");
    }
}
