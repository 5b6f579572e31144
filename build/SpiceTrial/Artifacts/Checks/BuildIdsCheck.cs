namespace SpiceTrial.Artifacts;

/// <summary>The packages have the build-ids that the manifest says: what a running process can be compared with.</summary>
sealed class BuildIdsCheck : IArtifactCheck
{
    public string Name => "build-ids";

    public IReadOnlyList<string> Needs => ["dpkg-deb"];

    public string Command(ArtifactsInHand artifacts) =>
        RepeatedBy.Unpacking("d", [artifacts.Library.Name], "readelf -n \"$d\"/usr/lib/*/libspice-server.so.1");

    public async Task<Finding> RunAsync(ArtifactsInHand artifacts, CancellationToken cancellationToken)
    {
        foreach (var file in artifacts.Manifest.Files.Where(x => x.Name.EndsWith(".deb", StringComparison.Ordinal)))
        {
            if (await ArtifactFiles.BuildIdOfAsync(artifacts.PathOf(file), cancellationToken) is var found && found != file.BuildId)
                return Finding.Failed($"{file.Name} has build-id {found ?? "none"}, the manifest says {file.BuildId ?? "none"}");
        }

        return artifacts.Library.BuildId is { } id ? Finding.Passed(id) : Finding.Failed("the library has no build-id");
    }
}
