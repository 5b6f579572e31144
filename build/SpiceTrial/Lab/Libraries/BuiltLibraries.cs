using SpiceTrial.Artifacts;
using SpiceTrial.Json;
using SpiceTrial.Packages;
using SpiceTrial.Processes;

namespace SpiceTrial.Lab.Libraries;

/// <summary>Libraries out of the packages that the chain built. They are unpacked, never installed.</summary>
/// <param name="workspace">The project.</param>
/// <param name="build">Builds the package with that many entries; called where <c>built/</c> lacks it.</param>
public sealed class BuiltLibraries(Workspace workspace, Func<int, CancellationToken, Task<ArtifactsFolder>> build)
{
    string Unpacked => Path.Combine(workspace.Root, ".nuke", "temp", "lab", "libraries");

    public async Task<LabLibrary> OpenAsync(int ringSize, CancellationToken cancellationToken)
    {
        var items = TraceItems.From(ringSize);
        var artifacts = await FindAsync(items, cancellationToken) ?? await build(items.Count, cancellationToken);
        var folder = Path.Combine(Unpacked, artifacts.Library.Sha256);
        if (!Directory.Exists(folder))
            await UnpackAsync(Path.Combine(artifacts.Folder, artifacts.Library.Name), folder, cancellationToken);
        var path = Directory.EnumerateFiles(folder, "libspice-server.so.1.*", SearchOption.AllDirectories).FirstOrDefault()
            ?? throw new TrialException("the package holds no libspice-server.so.1", artifacts.Folder, "Build it again: ./build.sh DebBuild --trace-items " + ringSize);
        var kind = items.IsStock ? "our unpatched control build" : "our patched build";
        return await GivenLibrary.OpenAsync(ringSize, path, $"{kind}, {artifacts.Manifest.Package.Version}", cancellationToken);
    }

    /// <summary>The newest artifact with that many entries for this machine, or <c>null</c>.</summary>
    async Task<ArtifactsFolder?> FindAsync(TraceItems items, CancellationToken cancellationToken)
    {
        var found = new List<ArtifactsFolder>();
        var folders = Directory.Exists(workspace.Built) ? Directory.EnumerateDirectories(workspace.Built, $"*{items.VersionSuffix}_*") : [];
        foreach (var folder in folders)
        {
            var file = Path.Combine(folder, PackageArtifacts.ManifestName);
            if (!File.Exists(file))
                continue;
            var manifest = await RecordFile.ReadAsync<Manifest>(file, cancellationToken);
            if (manifest.TraceItems == items.Count && manifest.Package.Architecture == Architecture && new ArtifactsFolder(folder, manifest) is var artifacts && await IsWholeAsync(artifacts, cancellationToken))
                found.Add(artifacts);
        }

        return found.MaxBy(x => x.Manifest.Created);
    }

    // A package that somebody changed after it was built is not the one that the manifest vouches for.
    static async Task<bool> IsWholeAsync(ArtifactsFolder artifacts, CancellationToken cancellationToken)
    {
        var package = Path.Combine(artifacts.Folder, artifacts.Library.Name);
        if (!File.Exists(package))
            return false;
        await using var stream = File.OpenRead(package);
        return Convert.ToHexStringLower(await System.Security.Cryptography.SHA256.HashDataAsync(stream, cancellationToken)) == artifacts.Library.Sha256;
    }

    static async Task UnpackAsync(string package, string folder, CancellationToken cancellationToken)
    {
        var temporary = $"{folder}.{Guid.NewGuid():N}";
        Directory.CreateDirectory(temporary);
        try
        {
            (await Programs.RunAsync(new("dpkg-deb", "-x", package, temporary), cancellationToken)).OrThrow($"{Path.GetFileName(package)} can't be unpacked");
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
