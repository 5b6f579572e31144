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
    string Unpacked => Path.Combine(workspace.Root, ".nuke", "temp", "lab", "libraries");

    /// <summary>One library for each size. They differ in nothing but the ring: one source version, one build environment.</summary>
    public async Task<IReadOnlyList<LabLibrary>> OpenAsync(IReadOnlyList<int> ringSizes, CancellationToken cancellationToken)
    {
        if (ringSizes.Count == 0)
            return [];
        List<TraceItems> items = [.. ringSizes.Select(x => TraceItems.From(x))];
        var libraries = new List<LabLibrary>();
        foreach (var artifacts in await FindAsync(items, cancellationToken) ?? await build(ringSizes, cancellationToken))
            libraries.Add(await OpenAsync(artifacts, cancellationToken));
        return libraries;
    }

    async Task<LabLibrary> OpenAsync(ArtifactsFolder artifacts, CancellationToken cancellationToken)
    {
        var items = TraceItems.From(artifacts.Manifest.TraceItems);
        var folder = Path.Combine(Unpacked, artifacts.Library.Sha256);
        if (!Directory.Exists(folder))
            await UnpackAsync(Path.Combine(artifacts.Folder, artifacts.Library.Name), folder, cancellationToken);
        var path = Directory.EnumerateFiles(folder, "libspice-server.so.1", SearchOption.AllDirectories).FirstOrDefault()
            ?? throw new TrialException("the package holds no libspice-server.so.1", artifacts.Folder,
                $"Build it again: ./build.sh DebBuild --trace-items {items.Count}");
        return await GivenLibrary.OpenAsync(items.Count, path,
            $"{(items.IsStock ? "our unpatched control build" : "our patched build")}, {artifacts.Manifest.Package.Version}",
            cancellationToken);
    }

    /// <summary>The newest artifact for each size, when all are there and of one source and environment; else <c>null</c>.</summary>
    async Task<IReadOnlyList<ArtifactsFolder>?> FindAsync(IReadOnlyList<TraceItems> items, CancellationToken cancellationToken)
    {
        var found = new List<ArtifactsFolder>();
        foreach (var size in items)
        {
            if (await NewestAsync(size, cancellationToken) is not { } artifacts)
                return null;
            found.Add(artifacts);
        }

        return found.Select(x => (x.Manifest.Package.SourceVersion, x.Manifest.Chain.DebBuild.Builder.Base)).Distinct().Count() == 1
            ? found : null;
    }

    async Task<ArtifactsFolder?> NewestAsync(TraceItems items, CancellationToken cancellationToken)
    {
        var found = new List<ArtifactsFolder>();
        var folders = Directory.Exists(workspace.Built) ? Directory.EnumerateDirectories(workspace.Built, $"*{items.VersionSuffix}_*") : [];
        foreach (var folder in folders)
        {
            if (await ReadAsync(Path.Combine(folder, Manifest.FileName), cancellationToken) is { } manifest
                && manifest.TraceItems == items.Count && manifest.Package.Architecture == Architecture
                && new ArtifactsFolder(folder, manifest) is var artifacts && await IsWholeAsync(artifacts, cancellationToken))
                found.Add(artifacts);
        }

        return found.MaxBy(x => x.Manifest.Created);
    }

    static async Task<Manifest?> ReadAsync(string file, CancellationToken cancellationToken)
    {
        try
        {
            return await RecordFile.ReadAsync<Manifest>(file, cancellationToken);
        }
        catch (TrialException)
        {
            // None, or one of another version of this tool: built again.
            return null;
        }
    }

    // A package that somebody changed after it was built is not the one that the manifest vouches for.
    static async Task<bool> IsWholeAsync(ArtifactsFolder artifacts, CancellationToken cancellationToken)
    {
        var package = Path.Combine(artifacts.Folder, artifacts.Library.Name);
        if (!File.Exists(package))
            return false;
        await using var stream = File.OpenRead(package);
        return Convert.ToHexStringLower(await System.Security.Cryptography.SHA256.HashDataAsync(stream, cancellationToken))
            == artifacts.Library.Sha256;
    }

    static async Task UnpackAsync(string package, string folder, CancellationToken cancellationToken)
    {
        var temporary = $"{folder}.{Guid.NewGuid():N}";
        Directory.CreateDirectory(temporary);
        try
        {
            (await Programs.RunAsync(new("dpkg-deb", "-x", package, temporary), cancellationToken))
                .OrThrow($"{Path.GetFileName(package)} can't be unpacked");
            if (!Directory.Exists(folder))
                Directory.Move(temporary, folder);
        }
        finally
        {
            if (Directory.Exists(temporary))
                Directory.Delete(temporary, recursive: true);
        }
    }

    static string Architecture => System.Runtime.InteropServices.RuntimeInformation.ProcessArchitecture switch
    {
        System.Runtime.InteropServices.Architecture.X64 => "amd64",
        System.Runtime.InteropServices.Architecture.Arm64 => "arm64",
        var other => other.ToString(),
    };
}
