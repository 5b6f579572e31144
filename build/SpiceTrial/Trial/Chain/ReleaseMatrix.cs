using System.Diagnostics;
using SpiceTrial.Debian;

namespace SpiceTrial.Trial;

/// <summary>Builds and proves control and patched package for every release and architecture that the mirrors serve. What fails is a row
/// with its reason, not the end.</summary>
/// <param name="settings">Suite and architecture, where given, narrow the matrix.</param>
/// <param name="output">Is told what happens.</param>
/// <param name="proof">Knows what is served and proves it.</param>
public sealed class ReleaseMatrix(ChainSettings settings, IChainOutput output, IReleaseProof proof)
{
    internal const string FileName = "matrix.json";

    /// <summary>The record is in <c>built/matrix/</c> after each row, so that a run that was ended has said what it got to.</summary>
    public async Task<MatrixRecord> BuildAsync(CancellationToken cancellationToken)
    {
        var rows = new List<MatrixRow>();
        foreach (var suite in settings.Suite is { } one ? [one] : Releases.Suites)
        {
            var (version, outcome, reason) = await LookAsync(suite, cancellationToken);
            foreach (var architecture in settings.Architecture is { } given ? [given] : Releases.Architectures)
            {
                output.Phase($"matrix: {suite} {architecture}");
                rows.Add(version is null
                    ? new(suite, architecture, null, outcome, reason, TimeSpan.Zero, [])
                    : await RowAsync(suite, architecture, version, cancellationToken));
                await WriteAsync(rows, cancellationToken);
            }
        }

        return new MatrixRecord(rows);
    }

    /// <summary>The version that is served, or why there is none. A mirror that does not answer has not said that it does not have
    /// it.</summary>
    async Task<(string? Version, MatrixOutcome Outcome, string Reason)> LookAsync(string suite, CancellationToken cancellationToken)
    {
        try
        {
            return (settings.PackageVersion ?? await proof.VersionAsync(suite, cancellationToken), MatrixOutcome.Proven, "");
        }
        catch (TrialException e)
        {
            output.Warning($"{suite}: {e.Message}");
            return (null, e.IsNotServed ? MatrixOutcome.NotServed : MatrixOutcome.Failed, e.What);
        }
    }

    async Task<MatrixRow> RowAsync(string suite, string architecture, string version, CancellationToken cancellationToken)
    {
        var watch = Stopwatch.StartNew();
        try
        {
            var arms = await proof.ProveAsync(suite, architecture, version, cancellationToken);
            return new(suite, architecture, version, MatrixOutcome.Proven,
                $"{string.Join("; ", arms.Select(x => x.Words))}; {Path.GetDirectoryName(arms[^1].Folder)}", watch.Elapsed, arms);
        }
        catch (TrialException e)
        {
            output.Warning($"{suite} {architecture}: {e.Message}");
            if (e.IsNotServed)
                return new(suite, architecture, version, MatrixOutcome.NotServed, $"{e.What}. {e.Hint}", watch.Elapsed, []);
            // Asked only now: the lists of packages are large.
            var served = await proof.IsServedAsync(suite, architecture, cancellationToken);
            return served
                ? new(suite, architecture, version, MatrixOutcome.Failed, $"{e.What}. {e.Hint}", watch.Elapsed, [])
                : new(suite, architecture, version, MatrixOutcome.NotServed, $"{suite} has no spice for {architecture} on this mirror",
                    watch.Elapsed, []);
        }
    }

    async Task WriteAsync(IReadOnlyList<MatrixRow> rows, CancellationToken cancellationToken)
    {
        await RecordFile.WriteAsync(Path.Combine(MatrixFolder.Of(settings), FileName), new MatrixRecord(rows), cancellationToken);
        if (settings.Output is { } copy)
            await RecordFile.WriteAsync(Path.Combine(copy, FileName), new MatrixRecord(rows), cancellationToken);
    }
}
