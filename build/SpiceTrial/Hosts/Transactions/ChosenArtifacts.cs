using SpiceTrial.Artifacts;

namespace SpiceTrial.Hosts;

/// <summary>Verified artifacts that fit a host.</summary>
/// <param name="Folder">The folder and its manifest.</param>
/// <param name="NotChecked">Names of checks that nobody has made.</param>
public sealed record ChosenArtifacts(ArtifactsFolder Folder, IReadOnlyList<string> NotChecked)
{
    public string Package => Path.Combine(Folder.Folder, Folder.Library.Name);
}
