using SpiceTrial.Debian;

namespace SpiceTrial.Artifacts;

/// <summary>Checks of the folder against its own manifest.</summary>
static class SealChecks
{
    /// <summary>The folder holds exactly the files that the manifest names, with their sizes and hashes.</summary>
    public static ArtifactCheck Files { get; } = new("files",
        _ => """sha256sum --check <(jq -r '.files[] as $x | "\($x.sha256)  \($x.name)"' manifest.json)""",
        async (artifacts, cancellationToken) =>
            await FolderContents.ProblemAsync(artifacts.Folder, artifacts.Manifest, cancellationToken) is { } problem
            ? Finding.Failed(problem) : Finding.Passed($"{artifacts.Manifest.Files.Count} files as the manifest says, none more"));

    /// <summary>The packages have the build-ids that the manifest says: what a running process can be compared with.</summary>
    public static ArtifactCheck BuildIds { get; } = new("build-ids",
        x => RepeatedBy.Unpacking("d", [x.Library.Name], "readelf -n \"$d\"/usr/lib/*/libspice-server.so.1"), BuildIdsAsync) {
        Needs = ["dpkg-deb"] };

    /// <summary>The folder, and the archive that it came in, are called what the manifest says. An operator goes by the name: a control
    /// called patched would be taken for it.</summary>
    /// <param name="archive">Name of the archive without its ending, or <c>null</c>.</param>
    public static ArtifactCheck FolderName(string? archive) => new("folder name",
        _ => """jq -r '"\(.chain.applyPatch.source)_\(.package.version)_\(.package.architecture)"' manifest.json""",
        (artifacts, _) => Task.FromResult(NameOf(artifacts, archive)));

    static Finding NameOf(ArtifactsInHand artifacts, string? archive)
    {
        var own = Artifacts.FolderName.Of(artifacts.Manifest);
        var folder = Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(artifacts.Folder)));
        var what = artifacts.Manifest.TraceItems == TraceItems.Stock
            ? "the unpatched control" : $"patched, {artifacts.Manifest.TraceItems} trace items";
        string[] wrong =
            [.. new[] { folder, archive }.OfType<string>().Where(x => Artifacts.FolderName.Denies(x, artifacts.Manifest)).Distinct()];
        return wrong.Length > 0 ? Finding.Failed(
                $"called {string.Join(" and ", wrong.Select(x => Printable.Show(x)))}, but the manifest says {own} ({what})")
            : folder == own ? Finding.Passed($"{own} ({what})")
            : Finding.Passed($"{Printable.Show(folder)} names no version; the manifest says {own} ({what})");
    }

    static async Task<Finding> BuildIdsAsync(ArtifactsInHand artifacts, CancellationToken cancellationToken)
    {
        foreach (var file in artifacts.Manifest.Files.Where(x => x.Name.EndsWith(".deb", StringComparison.Ordinal)))
        {
            if (await ArtifactFiles.BuildIdOfAsync(artifacts.PathOf(file), cancellationToken) is var found && found != file.BuildId)
                return Finding.Failed($"{file.Name} has build-id {found ?? "none"}, the manifest says {file.BuildId ?? "none"}");
        }

        return artifacts.Library.BuildId is { } id ? Finding.Passed(id) : Finding.Failed("the library has no build-id");
    }
}
