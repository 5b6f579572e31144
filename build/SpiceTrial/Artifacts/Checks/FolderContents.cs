namespace SpiceTrial.Artifacts;

/// <summary>Holds a folder against its manifest: nothing missing, nothing more, nothing changed.</summary>
static class FolderContents
{
    /// <summary>What is wrong with the names, or <c>null</c>. Reads no content.</summary>
    public static string? Problem(string folder, Manifest manifest)
    {
        if (manifest.Files.Select(x => x.Name).FirstOrDefault(x => !IsPlain(x)) is { } odd)
            return $"the manifest names a file that is not in the folder itself: {Printable.Show(odd)}";
        if (manifest.Files.GroupBy(x => x.Name).FirstOrDefault(x => x.Count() > 1) is { } twice)
            return $"the manifest names {twice.Key} twice";
        if (manifest.Files.Count(x => IsPackage(x.Name, manifest.Package.Name)) != 1)
            return $"the manifest does not name exactly one package of {Printable.Show(manifest.Package.Name)}";
        var entries = new DirectoryInfo(folder).EnumerateFileSystemInfos().ToList();
        if (entries.FirstOrDefault(x => x is not FileInfo || x.LinkTarget is not null) is { } other)
            return $"{Printable.Show(other.Name)} is not a regular file";
        var listed = manifest.Files.Select(x => x.Name).Concat(ArtifactsSeal.Unlisted).ToHashSet(StringComparer.Ordinal);
        return entries.FirstOrDefault(x => !listed.Contains(x.Name)) is { } extra ? $"{Printable.Show(extra.Name)} is not in the manifest"
            : manifest.Files.FirstOrDefault(x => entries.All(entry => entry.Name != x.Name)) is { } missing ? $"{missing.Name} is missing"
            : null;
    }

    /// <summary>What is wrong with the names, or the first file whose size or hash is another than the manifest says, or
    /// <c>null</c>.</summary>
    public static async Task<string?> ProblemAsync(string folder, Manifest manifest, CancellationToken cancellationToken)
    {
        if (Problem(folder, manifest) is { } problem)
            return problem;
        foreach (var file in manifest.Files)
        {
            var found = await FileRecord.OfAsync(Path.Combine(folder, file.Name), cancellationToken);
            if (found.Size != file.Size || found.Sha256 != file.Sha256)
                return $"{file.Name} has SHA-256 {found.Sha256} ({found.Size} bytes), the manifest says {file.Sha256} ({file.Size} bytes)";
        }

        return null;
    }

    static bool IsPackage(string name, string package) =>
        name.StartsWith(package + "_", StringComparison.Ordinal) && name.EndsWith(".deb", StringComparison.Ordinal);

    static bool IsPlain(string name) =>
        name.Length is > 0 and < 256 && !name.StartsWith('.') && !name.Contains('/', StringComparison.Ordinal) && !name.Any(char.IsControl);
}
