using SpiceTrial.Debian;

namespace SpiceTrial.Artifacts;

/// <summary>Files of a folder of artifacts as the manifest lists them.</summary>
static class ArtifactFiles
{
    public static async Task<IReadOnlyList<ManifestFile>> OfAsync(string folder, CancellationToken cancellationToken)
    {
        var files = new List<ManifestFile>();
        foreach (var path in Directory.EnumerateFiles(folder).Order(StringComparer.Ordinal))
            files.Add(await OneAsync(path, cancellationToken));
        return files;
    }

    public static async Task<ManifestFile> OneAsync(string path, CancellationToken cancellationToken)
    {
        var file = await FileRecord.OfAsync(path, cancellationToken);
        var buildId = path.EndsWith(".deb", StringComparison.Ordinal) ? await BuildIdOfAsync(path, cancellationToken) : null;
        return new ManifestFile(file.Name, file.Size, file.Sha256, buildId);
    }

    /// <summary>The build-id of the library in a package, or of the library that a dbgsym package belongs to.</summary>
    public static async Task<string?> BuildIdOfAsync(string deb, CancellationToken cancellationToken)
    {
        // A dbgsym package says in its control file which build it belongs to.
        var named = await Programs.OutputOfAsync(
            new ProgramCall("dpkg-deb", "--field", deb, "Build-Ids"), $"{deb} can't be read", cancellationToken);
        return named.Trim() is { Length: > 0 } id ? id.Split(' ')[0] : await BuildId.OfPackageAsync(deb, cancellationToken);
    }
}
