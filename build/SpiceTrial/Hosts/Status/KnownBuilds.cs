using SpiceTrial.Artifacts;
using SpiceTrial.Debian;

namespace SpiceTrial.Hosts;

/// <summary>Builds of the library whose origin is proven, by build-id.</summary>
public sealed class KnownBuilds
{
    /// <summary>Debian's own builds (bullseye, bookworm, trixie), read from the archive's packages as apt verified them; a test reads them
    /// again.</summary>
    internal static readonly IReadOnlyDictionary<string, string> Debian = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["0.14.3-2.1 amd64"] = "5e03ec0ae5f9cedc6dc3c611e9e8766699546fbd",
        ["0.14.3-2.1 arm64"] = "18a0f31b69a2d99ef2681f724fe7474da7d93814",
        ["0.15.1-1 amd64"] = "3f54f7338a744696abb876d201bbeceb12c30413",
        ["0.15.1-1 arm64"] = "112c1c1d9242b2dbf809c34ae0fbbb6ba1aa67c7",
        ["0.15.2-1+b1 amd64"] = "66cf6fe8433feba5e8bdf10af55da7370530cdc3",
        ["0.15.2-1+b1 arm64"] = "6b086eeff6c55f78370071f33eae5f14853d8b8c",
    };

    readonly Dictionary<string, KnownBuild> builds;

    // "version architecture" of every build of Debian's that is known.
    readonly HashSet<string> recorded;

    KnownBuilds(Dictionary<string, KnownBuild> builds, IEnumerable<string> recorded) =>
        (this.builds, this.recorded) = (builds, new(recorded, StringComparer.Ordinal));

    /// <summary>Only what Debian built.</summary>
    public static KnownBuilds OfDebian =>
        new(Debian.Values.ToDictionary(x => x, _ => KnownBuild.Stock(LibraryProof.Recorded)), Debian.Keys);

    /// <summary>All that this project knows: Debian's builds, its own artifacts, and packages of the archive that it has fetched. Whoever
    /// judges a host asks here.</summary>
    /// <param name="workspace">The project.</param>
    /// <param name="warn">Told of artifacts that can't be read.</param>
    /// <param name="cancellationToken">Stops at once.</param>
    public static async Task<KnownBuilds> OfProjectAsync(Workspace workspace, Action<string> warn, CancellationToken cancellationToken)
    {
        var known = OfDebian;
        foreach (var package in await new ArchivePackage(workspace, mirrorUri: null).KeptAsync(InstalledLibrary.Package, cancellationToken))
        {
            if (await BuildId.OfPackageAsync(package, cancellationToken) is { } stock)
            {
                known.builds.TryAdd(stock, KnownBuild.Stock(LibraryProof.Archive));
                // libspice-server1_VERSION_ARCHITECTURE.deb
                known.recorded.Add(string.Join(' ', Path.GetFileNameWithoutExtension(package).Split('_').Skip(1)));
            }
        }

        foreach (var one in ArtifactsBelow(workspace.Built))
        {
            try
            {
                // What merely lies in built/ says what it likes.
                if (!await ArtifactsFolder.IsSealedHereAsync(one, workspace.State, cancellationToken))
                {
                    warn($"artifacts that no run of yours has made here prove nothing and are left out: {Printable.Show(one, 200)}");
                    continue;
                }

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

    /// <summary>Also those of the matrix and of the nightly, which keep each release apart (<c>built/nightly/bookworm/...</c>); what is
    /// being made begins with a dot.</summary>
    static IEnumerable<string> ArtifactsBelow(string folder) => !Directory.Exists(folder) ? [] : Directory
        .EnumerateFiles(folder, Manifest.FileName,
            new EnumerationOptions { RecurseSubdirectories = true, MaxRecursionDepth = 3, AttributesToSkip = FileAttributes.ReparsePoint })
        .Select(x => Path.GetDirectoryName(x)!)
        .Where(x => x != folder && !Path.GetRelativePath(folder, x).Split('/').Any(part => part.StartsWith('.')));

    /// <summary>The same, and builds that one host itself proves.</summary>
    internal KnownBuilds With(IEnumerable<(string BuildId, KnownBuild Build)> more)
    {
        var all = new Dictionary<string, KnownBuild>(builds, StringComparer.Ordinal);
        foreach (var (buildId, build) in more)
            all.TryAdd(buildId, build);
        return new(all, recorded);
    }

    internal KnownBuild Of(string? buildId) =>
        buildId is not null && builds.TryGetValue(buildId, out var build) ? build : KnownBuild.Unknown;

    /// <summary>Whether it is known which build-id Debian's build of this version has.</summary>
    internal bool IsRecorded(string version, string? architecture) => recorded.Contains($"{version} {architecture}");
}
