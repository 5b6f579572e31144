using SpiceTrial.Artifacts;
using SpiceTrial.Packages;

namespace SpiceTrial.Hypervisors.Status;

/// <summary>Builds of the library whose origin is proven, by build-id.</summary>
public sealed class KnownBuilds
{
    /// <summary>Debian's own builds, read from packages whose hashes the archive signed.</summary>
    static readonly Dictionary<string, string> Debian = new(StringComparer.Ordinal)
    {
        ["0.15.1-1 amd64"] = "3f54f7338a744696abb876d201bbeceb12c30413",
    };

    readonly Dictionary<string, KnownBuild> builds;

    KnownBuilds(Dictionary<string, KnownBuild> builds) => this.builds = builds;

    /// <summary>Only what Debian built.</summary>
    public static KnownBuilds OfDebian => new(Debian.Values.ToDictionary(x => x, _ => KnownBuild.Stock));

    /// <summary>Debian's builds and those whose artifacts are below a folder.</summary>
    /// <param name="folder">As <c>built/</c>; may be missing.</param>
    /// <param name="warn">Told of artifacts that can't be read.</param>
    /// <param name="cancellationToken">Stops at once.</param>
    public static async Task<KnownBuilds> ReadAsync(string folder, Action<string> warn, CancellationToken cancellationToken)
    {
        var known = OfDebian;
        string[] artifacts = Directory.Exists(folder) ? [.. Directory.EnumerateDirectories(folder).Where(x => !Path.GetFileName(x).StartsWith('.'))] : [];
        foreach (var one in artifacts.Where(x => File.Exists(Path.Combine(x, PackageArtifacts.ManifestName))))
        {
            try
            {
                var manifest = await ArtifactsVerification.LoadAsync(one, cancellationToken);
                if (new ArtifactsFolder(one, manifest).Library.BuildId is { } buildId)
                    known.builds[buildId] = KnownBuild.Ours(manifest.TraceItems);
            }
            catch (Exception e) when (e is TrialException or InvalidOperationException)
            {
                warn($"artifacts can't be read and are left out: {Printable.Show(one, 200)}");
            }
        }

        return known;
    }

    /// <summary>The same, and builds that one host itself proves.</summary>
    internal KnownBuilds With(IEnumerable<(string BuildId, KnownBuild Build)> more)
    {
        var all = new Dictionary<string, KnownBuild>(builds, StringComparer.Ordinal);
        foreach (var (buildId, build) in more)
            all.TryAdd(buildId, build);
        return new(all);
    }

    internal KnownBuild Of(string? buildId) => buildId is not null && builds.TryGetValue(buildId, out var build) ? build : KnownBuild.Unknown;

    /// <summary>Whether it is known which build-id Debian's build of this version has.</summary>
    internal static bool IsRecorded(string version, string? architecture) => Debian.ContainsKey($"{version} {architecture}");
}

/// <param name="State">Where it comes from.</param>
/// <param name="TraceItems">Entries of its ring, or <c>null</c>.</param>
readonly record struct KnownBuild(LibraryState State, int? TraceItems)
{
    public static KnownBuild Unknown => default;

    public static KnownBuild Stock => new(LibraryState.Stock, Packages.TraceItems.Stock);

    public static KnownBuild Ours(int items) => new(items == Packages.TraceItems.Stock ? LibraryState.Control : LibraryState.Patched, items);
}
