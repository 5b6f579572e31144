using System.Text.Json.Serialization;

namespace SpiceTrial.Debian;

/// <summary>A Debian source package whose signature and hashes were verified.</summary>
/// <param name="Source">Source package name, e.g. <c>spice</c>.</param>
/// <param name="Version">Source version, e.g. <c>0.15.1-1</c>.</param>
/// <param name="Suite">The suite whose keyring verified the signature.</param>
/// <param name="Folder">The folder that holds the .dsc and the files it names.</param>
/// <param name="Files">The .dsc first, then the files it names.</param>
/// <param name="Signer">Fingerprint and user id of the key that signed the .dsc.</param>
/// <param name="Origin">Where it came from: the suite's deb-src or a snapshot archive.</param>
/// <param name="BuildDepends">Build-Depends, Build-Depends-Arch and -Indep as the .dsc states them.</param>
public sealed record SourcePackage(
    [property: JsonPropertyName("name")] string Source, DebianVersion Version, string Suite, string Folder, IReadOnlyList<FileRecord> Files,
    string Signer, string Origin, string BuildDepends)
{
    public string Dsc => Path.Combine(Folder, Files[0].Name);
}
