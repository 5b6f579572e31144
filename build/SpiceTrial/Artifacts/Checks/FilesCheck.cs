namespace SpiceTrial.Artifacts;

/// <summary>The folder holds exactly the files that the manifest names, with their sizes and hashes.</summary>
sealed class FilesCheck : IArtifactCheck
{
    public string Name => "files";

    public string Command(ArtifactsInHand artifacts) =>
        """sha256sum --check <(jq -r '.files[] as $x | "\($x.sha256)  \($x.name)"' manifest.json)""";

    public async Task<Finding> RunAsync(ArtifactsInHand artifacts, CancellationToken cancellationToken) =>
        (FolderContents.Problem(artifacts.Folder, artifacts.Manifest)
            ?? await FolderContents.ChangedAsync(artifacts.Folder, artifacts.Manifest, cancellationToken)) is { } problem
            ? Finding.Failed(problem)
            : Finding.Passed($"{artifacts.Manifest.Files.Count} files as the manifest says, none more");
}
