using SpiceTrial.Debian;

namespace SpiceTrial.Artifacts;

/// <summary>The unpatched build that artifacts are compared with.</summary>
static class ControlBuild
{
    /// <summary>The one in <c>built/</c> that this user's own run sealed, if it is of the same source, suite, architecture and kind of
    /// builder as the artifacts of the manifest; else why there is none. One that lies beside a folder from elsewhere came with
    /// it.</summary>
    public static async Task<(ArtifactsInHand? Control, string Missing)> FindAsync(
        Workspace workspace, Manifest manifest, string scratch, CancellationToken cancellationToken)
    {
        if (manifest.TraceItems == TraceItems.Stock)
            return (null, "this is the control");
        var name = FolderName.Of(manifest.Chain.ApplyPatch.Source,
            manifest.Package.SourceVersion + TraceItems.From(TraceItems.Stock).VersionSuffix, manifest.Package.Architecture);
        var folder = Path.Combine(workspace.Built, name);
        if (!File.Exists(Path.Combine(folder, Manifest.FileName)))
            return (null, $"there is no control build {name}");
        if (!await ArtifactsFolder.IsSealedHereAsync(folder, workspace.State, cancellationToken))
            return (null, $"the control build {name} was not made here, or not by this user");
        var control = await RecordFile.ReadAsync<Manifest>(Path.Combine(folder, Manifest.FileName), cancellationToken);
        // A control that was swapped or damaged would prove nothing.
        var problem = Difference(manifest, control) ?? await FolderContents.ProblemAsync(folder, control, cancellationToken);
        return problem is null
            ? (new ArtifactsInHand(folder, control, scratch) { IsTrusted = true }, "")
            : (null, $"the control in {name} can't be used: {problem}");
    }

    static string? Difference(Manifest manifest, Manifest control) =>
        control.TraceItems != TraceItems.Stock ? $"it has {control.TraceItems} trace items"
        : control.Package.SourceVersion != manifest.Package.SourceVersion || control.Package.Suite != manifest.Package.Suite
        ? "it is of another source or suite"
        : control.Comparable != manifest.Comparable ? "one was built in isolation and the other was not"
        : control.Chain.DebBuild.Tools.ToHashSet().SetEquals(manifest.Chain.DebBuild.Tools) ? null
        : "it was built with other versions of the tools";
}
