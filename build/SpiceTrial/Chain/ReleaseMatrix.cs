using System.Diagnostics;
using SpiceTrial.Json;
using SpiceTrial.Packages;

namespace SpiceTrial.Chain;

/// <summary>Builds for every release and architecture that the mirrors serve. What can't be built is a row with its reason, not the end.</summary>
/// <param name="settings">Suite and architecture, where given, narrow the matrix.</param>
/// <param name="output">Is told what happens.</param>
public sealed class ReleaseMatrix(ChainSettings settings, IChainOutput output)
{
    public async Task<MatrixRecord> BuildAsync(CancellationToken cancellationToken)
    {
        var rows = new List<MatrixRow>();
        foreach (var suite in settings.Suite is { } one ? [one] : Releases.Suites)
        {
            foreach (var architecture in settings.Architecture is { } given ? [given] : Releases.Architectures)
            {
                output.Phase($"matrix: {suite} {architecture}");
                rows.Add(await RowAsync(suite, architecture, cancellationToken));
            }
        }

        var record = new MatrixRecord(rows);
        if (settings.Output is { } copy)
            await RecordFile.WriteAsync(Path.Combine(copy, "matrix.json"), record, cancellationToken);
        return record;
    }

    async Task<MatrixRow> RowAsync(string suite, string architecture, CancellationToken cancellationToken)
    {
        var watch = Stopwatch.StartNew();
        string? version = settings.PackageVersion;
        try
        {
            version ??= (await SuiteVersion.NewestAsync(OtherRelease.Source, suite, settings.Mirror, cancellationToken)).ToString();
            using var chain = new ChainRun(settings with { Suite = suite, Architecture = architecture, PackageVersion = version, KeepsRecords = false, Output = null }, output);
            await chain.ResolveVersionAsync(cancellationToken);
            // Before anything is downloaded: no builder, no build.
            await chain.ChooseBuilderAsync(suite, architecture, cancellationToken);
            await chain.FetchSourceAsync(cancellationToken);
            await chain.ApplyPatchAsync(cancellationToken);
            await chain.DebBuildAsync(cancellationToken);
            var artifacts = await chain.PackageArtifactsAsync(cancellationToken);
            return new MatrixRow(suite, architecture, version, Built: true, Path.GetRelativePath(settings.Root, artifacts.Folder), watch.Elapsed);
        }
        catch (TrialException e)
        {
            output.Warning($"{suite} {architecture}: {e.Message}");
            return new MatrixRow(suite, architecture, version, Built: false, e.What, watch.Elapsed);
        }
    }
}
