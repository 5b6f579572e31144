namespace SpiceTrial.Artifacts;

/// <summary>The result of PackageArtifacts: a published folder and what it holds.</summary>
public sealed record ArtifactsFolder(string Folder, Manifest Manifest)
{
    public ManifestFile Library => Manifest.Files
        .Single(x => x.Name.StartsWith(Manifest.Package.Name + "_", StringComparison.Ordinal)
            && x.Name.EndsWith(".deb", StringComparison.Ordinal));

    public string LibraryFile => Path.Combine(Folder, Library.Name);

    /// <summary>Whether one of this user's own runs sealed the folder, wherever it lies now.</summary>
    public static async Task<bool> IsSealedHereAsync(string folder, string state, CancellationToken cancellationToken) =>
        ProvenHere.Holds(state, ProvenHere.Artifacts,
            (await FileRecord.OfAsync(Path.Combine(folder, Artifacts.Manifest.FileName), cancellationToken)).Sha256);
}
