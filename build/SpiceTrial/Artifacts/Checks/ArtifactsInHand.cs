namespace SpiceTrial.Artifacts;

/// <summary>What checks look at: a folder of artifacts with its manifest, its packages unpacked once, and what they are compared
/// with.</summary>
public sealed class ArtifactsInHand(string folder, Manifest manifest, string scratch)
{
    readonly Dictionary<string, string> attachments = new(StringComparer.Ordinal);
    Task<UnpackedLibrary>? unpacked;

    public string Folder { get; } = folder;

    public Manifest Manifest { get; } = manifest;

    /// <summary>A folder for what a check makes; whoever made these artifacts' record removes it.</summary>
    public string Scratch { get; } = scratch;

    public ManifestFile Library { get; } = new ArtifactsFolder(folder, manifest).Library;

    /// <summary>The package with the debug symbols, if there is one.</summary>
    public ManifestFile? Symbols =>
        Manifest.Files.FirstOrDefault(x => x.Name.StartsWith(Manifest.Package.Name + "-dbgsym_", StringComparison.Ordinal));

    /// <summary>The names of both.</summary>
    public IEnumerable<string> Packages => new[] { Library, Symbols }.OfType<ManifestFile>().Select(x => x.Name);

    /// <summary>Whether what the manifest says of its making is known to be true: it is of this run, was sealed by this user's own, or
    /// bears the signature of a key that the operator named. Default: no, and what it records counts for nothing.</summary>
    public bool IsTrusted { get; set; }

    /// <summary>The control build that these are compared with, or <c>null</c>.</summary>
    public ArtifactsInHand? Control { get; init; }

    /// <summary>Why there is no control.</summary>
    public string ControlMissing { get; init; } = "no control build was given";

    /// <summary>The archive's own package of the same version, or <c>null</c>.</summary>
    public string? ArchivePackage { get; init; }

    /// <summary>Why there is none.</summary>
    public string ArchiveMissing { get; init; } = "the archive was not asked in this run";

    /// <summary>Files that checks want to stand beside the packages: name and text.</summary>
    public IReadOnlyDictionary<string, string> Attachments => attachments;

    public string PathOf(ManifestFile file) => Path.Combine(Folder, file.Name);

    public void Attach(string name, string text) => attachments[name] = text;

    public async Task WriteAttachmentsAsync(string folder, CancellationToken cancellationToken)
    {
        foreach (var (name, text) in attachments)
            await File.WriteAllTextAsync(Path.Combine(folder, name), text, cancellationToken);
    }

    public Task<UnpackedLibrary> UnpackAsync(CancellationToken cancellationToken) => unpacked ??= UnpackedLibrary.FromAsync(
        PathOf(Library), Symbols is null ? null : PathOf(Symbols), Path.Combine(Scratch, "unpacked"), cancellationToken);
}
