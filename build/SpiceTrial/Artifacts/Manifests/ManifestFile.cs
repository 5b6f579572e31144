namespace SpiceTrial.Artifacts;

/// <summary>A file with its build-id where it is a package with a shared library.</summary>
public sealed record ManifestFile(string Name, long Size, string Sha256, string? BuildId)
{
    /// <summary>Copies it between folders; a copy that is not the file of the manifest is refused.</summary>
    internal Task CopyAsync(string from, string to, CancellationToken cancellationToken)
    {
        File.Copy(Path.Combine(from, Name), Path.Combine(to, Name));
        return new FileRecord(Name, Size, Sha256).VerifyAsync(
            to, "Another run changed the folder while it was checked: run this again", cancellationToken);
    }
}
