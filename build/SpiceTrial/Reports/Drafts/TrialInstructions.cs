using SpiceTrial.Artifacts;
using SpiceTrial.Verdicts;

namespace SpiceTrial.Reports;

/// <summary><c>sessions/007.md</c>: what an operator does for the patched session, by this tool and by hand.</summary>
public static class TrialInstructions
{
    public static Task<string> WriteAsync(string path, ArtifactsFolder artifacts, string tag, CancellationToken cancellationToken) =>
        DraftFile.WriteAsync(path, Text(artifacts, tag), [], "", cancellationToken);

    public static string Text(ArtifactsFolder artifacts, string tag)
    {
        var (manifest, library, resolved) = (artifacts.Manifest, artifacts.Library, artifacts.Manifest.Chain.ResolveVersion);
        var (package, stock) = (manifest.Package, resolved.BinaryVersion);
        return MarkdownTemplate.Render("instructions.md.liquid", new
        {
            Package = package,
            resolved.Host,
            IsLive = manifest.Origin == Origin.Live,
            resolved.ReadFrom,
            StockVersion = $"{stock}",
            StockFile = $"{package.Name}_{stock.WithoutEpoch}_{package.Architecture}.deb",
            File = library.Name,
            library.Sha256,
            library.BuildId,
            Ring = manifest.TraceItems,
            Tag = tag,
            Rule = VerdictRule.Id,
            VerdictRule.PlannedRuns,
            Minutes = VerdictRule.PlannedMinutes,
        }).TrimEnd();
    }
}
