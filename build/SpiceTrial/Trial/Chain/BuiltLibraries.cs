using SpiceTrial.Artifacts;
using SpiceTrial.Debian;
using SpiceTrial.Lab;

namespace SpiceTrial.Trial;

/// <summary>Libraries out of the packages that the chain built. They are unpacked, never installed.</summary>
/// <param name="workspace">The project.</param>
/// <param name="build">Builds packages with those numbers of entries, of one source and in one environment; called where <c>built/</c> has
/// no such set.</param>
public sealed class BuiltLibraries(
    Workspace workspace, Func<IReadOnlyList<int>, CancellationToken, Task<IReadOnlyList<ArtifactsFolder>>> build)
{
    /// <summary>Whether the operator said which build is meant: then what builds also finds what fits. Default: no.</summary>
    public bool IsNamed { get; init; }

    /// <summary>One library for each size. They differ in nothing but the ring: one source version, one build environment.</summary>
    public async Task<IReadOnlyList<LabLibrary>> OpenAsync(IReadOnlyList<int> ringSizes, CancellationToken cancellationToken)
    {
        if (ringSizes.Count == 0)
            return [];
        List<TraceItems> rings = [.. ringSizes.Select(x => TraceItems.From(x))];
        var libraries = new List<LabLibrary>();
        foreach (var artifacts in (IsNamed ? null : await FindAsync(rings, cancellationToken)) ?? await build(ringSizes, cancellationToken))
            libraries.Add(await OpenAsync(workspace, artifacts, cancellationToken));
        return libraries;
    }

    /// <summary>The library of that package alone.</summary>
    public static async Task<LabLibrary> OpenAsync(Workspace workspace, ArtifactsFolder artifacts, CancellationToken cancellationToken)
    {
        var path = Path.Combine(
            workspace.Root, ".nuke", "temp", "lab", "libraries", artifacts.Library.Sha256, "libspice-server.so.1");
        if (!File.Exists(path))
        {
            using var scratch = new TemporaryFolder("library");
            // The copy is held against the manifest: whatever becomes of the package meanwhile is not loaded.
            await artifacts.Library.CopyAsync(artifacts.Folder, scratch.Path, cancellationToken);
            var unpacked = await UnpackedLibrary.FromAsync(
                Path.Combine(scratch.Path, artifacts.Library.Name), null, scratch.Path, cancellationToken);
            await AtomicFile.WriteAsync(path, await File.ReadAllBytesAsync(unpacked.Library, cancellationToken), cancellationToken);
        }

        return await LabLibrary.OpenAsync(artifacts.Manifest.TraceItems, path,
            $"our {(artifacts.Manifest.TraceItems == TraceItems.Stock ? "unpatched control" : "patched")} build, "
                + artifacts.Manifest.Package.Version, cancellationToken);
    }

    /// <summary>The newest artifact for each size, when all are there and of one source and environment; else <c>null</c>. Those of this
    /// machine's release come first: others may need another libc.</summary>
    internal async Task<IReadOnlyList<ArtifactsFolder>?> FindAsync(IReadOnlyList<TraceItems> rings, CancellationToken cancellationToken)
    {
        var own = await OwnRelease.ReadAsync(cancellationToken);
        var found = new List<ArtifactsFolder>();
        foreach (var folder in Directory.Exists(workspace.Built) ? Directory.EnumerateDirectories(workspace.Built, "*ntrace*_*") : [])
        {
            // The library is loaded into a process of this machine: only what a run of this user made is, and nobody has changed since.
            if (await RecordFile.TryReadAsync<Manifest>(Path.Combine(folder, Manifest.FileName), cancellationToken) is { } manifest
                && await ArtifactsFolder.IsSealedHereAsync(folder, workspace.State, cancellationToken)
                && rings.Any(x => x.Count == manifest.TraceItems) && manifest.Package.Architecture == own.Architecture
                && await FolderContents.ProblemAsync(folder, manifest, cancellationToken) is null)
                found.Add(new(folder, manifest));
        }

        foreach (var fitting in new[] { found.FindAll(x => x.Manifest.Package.Suite == own.Suite), found })
        {
            List<ArtifactsFolder> newest = [.. rings.Select(x => fitting.Where(y => y.Manifest.TraceItems == x.Count)
                .MaxBy(y => y.Manifest.Created)).OfType<ArtifactsFolder>()];
            // A host is no base: there the tools say whether two builds were made alike.
            if (newest.Count == rings.Count && newest.Select(x => (x.Manifest.Package.SourceVersion, x.Manifest.Builder.Base
                ?? string.Join(' ', x.Manifest.Chain.DebBuild.Tools.OrderBy(y => y.Key, StringComparer.Ordinal)))).Distinct().Count() == 1)
                return newest;
        }

        return null;
    }
}
