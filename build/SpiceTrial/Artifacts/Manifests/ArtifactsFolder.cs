namespace SpiceTrial.Artifacts;

/// <summary>The result of PackageArtifacts: a published folder and what it holds.</summary>
public sealed record ArtifactsFolder(string Folder, Manifest Manifest)
{
    public ManifestFile Library => Manifest.Files
        .Single(x => x.Name.StartsWith(Manifest.Package.Name + "_", StringComparison.Ordinal)
            && x.Name.EndsWith(".deb", StringComparison.Ordinal));

    public string LibraryFile => Path.Combine(Folder, Library.Name);
}
