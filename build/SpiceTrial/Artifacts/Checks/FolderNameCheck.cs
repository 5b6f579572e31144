using SpiceTrial.Debian;

namespace SpiceTrial.Artifacts;

/// <summary>The folder, and the archive that it came in, are called what the manifest says. An operator goes by the name: a control called
/// patched would be taken for it.</summary>
/// <param name="archive">Name of the archive without its ending, or <c>null</c>.</param>
sealed class FolderNameCheck(string? archive = null) : IArtifactCheck
{
    public string Name => "folder name";

    public string Command(ArtifactsInHand artifacts) =>
        """jq -r '"\(.chain.applyPatch.source)_\(.package.version)_\(.package.architecture)"' manifest.json""";

    public Task<Finding> RunAsync(ArtifactsInHand artifacts, CancellationToken cancellationToken)
    {
        var own = FolderName.Of(artifacts.Manifest);
        var folder = Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(artifacts.Folder)));
        var what = artifacts.Manifest.TraceItems == TraceItems.Stock
            ? "the unpatched control" : $"patched, {artifacts.Manifest.TraceItems} trace items";
        string[] wrong = [.. new[] { folder, archive }.OfType<string>().Where(x => FolderName.Denies(x, artifacts.Manifest)).Distinct()];
        return Task.FromResult(
            wrong.Length > 0 ? Finding.Failed(
                $"called {string.Join(" and ", wrong.Select(x => Printable.Show(x)))}, but the manifest says {own} ({what})")
            : folder == own ? Finding.Passed($"{own} ({what})")
            : Finding.Passed($"{Printable.Show(folder)} names no version; the manifest says {own} ({what})"));
    }
}
