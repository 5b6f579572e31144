using SpiceTrial.Debian;

namespace SpiceTrial.Artifacts;

/// <summary>What artifacts are compared with: the control build beside them, and the archive's own package where it was fetched.</summary>
public sealed record ControlComparison(string Scratch)
{
    public string? ControlFolder { get; init; }

    public Manifest? ControlManifest { get; init; }

    public string ControlMissing { get; init; } = "no control build was given";

    public string? ArchivePackage { get; init; }

    public string ArchiveMissing { get; init; } = "the archive was not asked in this run";

    /// <summary>With the control in <c>built/</c>, if it is one of the same source, suite, architecture and kind of builder.</summary>
    public static Task<ControlComparison> ForAsync(
        Workspace workspace, Manifest manifest, string scratch, CancellationToken cancellationToken) =>
        ForAsync(workspace.Built, manifest, scratch, cancellationToken);

    /// <param name="parent">The folder that holds the control's folder.</param>
    /// <param name="manifest">Of the artifacts that are compared.</param>
    /// <param name="scratch">For what is unpacked.</param>
    /// <param name="cancellationToken">Ends the run.</param>
    public static async Task<ControlComparison> ForAsync(
        string parent, Manifest manifest, string scratch, CancellationToken cancellationToken)
    {
        var none = new ControlComparison(scratch);
        if (manifest.TraceItems == TraceItems.Stock)
            return none with { ControlMissing = "this is the control" };
        var version = DebianVersion.Parse(manifest.Package.SourceVersion + TraceItems.From(TraceItems.Stock).VersionSuffix);
        var folder = Path.Combine(parent, $"{manifest.Chain.ApplyPatch.Source}_{version.WithoutEpoch}_{manifest.Package.Architecture}");
        if (!File.Exists(Path.Combine(folder, PackageArtifacts.ManifestName)))
            return none with { ControlMissing = $"there is no control build {Path.GetFileName(folder)}" };
        var control = await RecordFile.ReadAsync<Manifest>(Path.Combine(folder, PackageArtifacts.ManifestName), cancellationToken);
        // A control that was swapped or damaged would prove nothing.
        var problem = Difference(manifest, control) ?? FolderContents.Problem(folder, control)
            ?? await FolderContents.ChangedAsync(folder, control, cancellationToken);
        return problem is not null
            ? none with { ControlMissing = $"the control in {Path.GetFileName(folder)} can't be used: {problem}" }
            : none with { ControlFolder = folder, ControlManifest = control };
    }

    public ArtifactsInHand InHand(string folder, Manifest manifest) => new(folder, manifest, Path.Combine(Scratch, "candidate"))
    {
        Control = ControlFolder is null || ControlManifest is null
            ? null : new ArtifactsInHand(ControlFolder, ControlManifest, Path.Combine(Scratch, "control")),
        ControlMissing = ControlMissing,
        ArchivePackage = ArchivePackage,
        ArchiveMissing = ArchiveMissing,
    };

    static string? Difference(Manifest manifest, Manifest control) =>
        control.TraceItems != TraceItems.Stock ? $"it has {control.TraceItems} trace items"
        : control.Package.SourceVersion != manifest.Package.SourceVersion || control.Package.Suite != manifest.Package.Suite
        ? "it is of another source or suite"
        : control.Comparable != manifest.Comparable ? "one was built in isolation and the other was not"
        : !Same(control.Chain.DebBuild.Tools, manifest.Chain.DebBuild.Tools) ? "it was built with other versions of the tools"
        : null;

    static bool Same(IReadOnlyDictionary<string, string> one, IReadOnlyDictionary<string, string> other) =>
        one.Count == other.Count && one.All(x => other.GetValueOrDefault(x.Key) == x.Value);
}
