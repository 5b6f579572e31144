using System.IO.Compression;
using SpiceTrial.Artifacts;

namespace SpiceTrial.Trial;

/// <summary>The target Publish: what is verified below <c>built/</c> as a signed apt repository, one suite for each release and ring size.
/// It installs nothing, and apt installs nothing from it unasked (NotAutomatic).</summary>
/// <param name="workspace">The project.</param>
/// <param name="signingKey">An OpenPGP key of the caller's keyring.</param>
/// <param name="trustedKeyring">Keys that may have signed artifacts from elsewhere, or <c>null</c>.</param>
/// <param name="say">Told what is published, and what is left out and why.</param>
public sealed class AptRepository(Workspace workspace, string signingKey, string? trustedKeyring, Action<string> say)
{
    public const string KeyName = "spice-trial.asc";

    public static IReadOnlyList<string> ProgramsNeeded { get; } = ["apt-ftparchive", "gpg"];

    /// <param name="folder">Becomes the repository; what is there is replaced whole, or stays.</param>
    /// <param name="cancellationToken">Stops; the earlier repository stays.</param>
    /// <returns>Its suites.</returns>
    /// <exception cref="TrialException">BadInput: nothing to publish; Refused: artifacts fail their verification, or the folder is no
    /// repository; Failed: the key can't sign.</exception>
    public async Task<IReadOnlyList<string>> WriteAsync(string folder, CancellationToken cancellationToken)
    {
        var target = Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder));
        if (Directory.Exists(target) && Directory.EnumerateFileSystemEntries(target).Any() && !File.Exists(Path.Combine(target, KeyName)))
            throw new TrialException("the folder holds something else than a repository of this tool", target, "Name another with --output",
                ExitStatus.Refused);
        var parent = Path.GetDirectoryName(target)!;
        using var held = await LockAsync(Path.Combine(parent, $".{Path.GetFileName(target)}.lock"), cancellationToken);
        using var publication = new Publication(parent, Path.GetFileName(target), ours: false);
        var suites = await CopyAsync(publication.Folder, cancellationToken).OrExplainAsync(workspace.Built);
        var key = await SigningKey.FindAsync(signingKey, cancellationToken);
        foreach (var suite in suites)
            await IndexAsync(publication.Folder, key, suite.Key, [.. suite.Value.Order(StringComparer.Ordinal)], cancellationToken);
        await GpgAsync("the key can't be exported", cancellationToken, "--armor", "--output", Path.Combine(publication.Folder, KeyName),
            "--export", key);
        publication.OpenToAll();
        publication.Publish();
        return [.. suites.Keys.Order(StringComparer.Ordinal)];
    }

    // The folder is made beside its earlier self, so its parent is written to. The empty lock file stays there.
    async Task<IDisposable> LockAsync(string file, CancellationToken cancellationToken)
    {
        try
        {
            return await FileLock.TakeAsync(file, say, TimeSpan.FromMinutes(5), cancellationToken);
        }
        catch (Exception e) when (e is UnauthorizedAccessException or IOException)
        {
            throw new TrialException("the repository can't be made here: its parent folder can't be written to", file,
                "Name a folder with --output whose parent is yours, or run as its owner", cause: e);
        }
    }

    // Every package of every ring stays beside the others: apt-ftparchive keeps all versions. Copies (backup) come behind what has its
    // own name: of two folders with the same packages the first is published.
    async Task<Dictionary<string, HashSet<string>>> CopyAsync(string folder, CancellationToken cancellationToken)
    {
        var suites = new Dictionary<string, HashSet<string>>(StringComparer.Ordinal);
        string[] built = Directory.Exists(workspace.Built) ? Directory.GetDirectories(workspace.Built) : [];
        foreach (var one in built.Where(x => !Path.GetFileName(x).StartsWith('.') && File.Exists(Path.Combine(x, Manifest.FileName)))
            .OrderByDescending(x => FolderName.Form().IsMatch(Path.GetFileName(x))).ThenBy(x => x, StringComparer.Ordinal))
        {
            var artifacts = await ArtifactsVerification.CheckAsync(one, trustedKeyring, workspace.State, cancellationToken);
            var manifest = artifacts.Artifacts.Manifest;
            if (artifacts.NotChecked.Count > 0)
            {
                say($"left out: {Path.GetFileName(one)}, not checked: "
                    + $"{string.Join("; ", artifacts.NotChecked.Select(x => $"{x.Name} ({x.Finding})"))}; "
                    // The second is what a build once recorded of a check that nobody has made.
                    + (artifacts.NotChecked.Any(x => x.Finding is ArtifactCheck.NeverMade or "left to VerifyArtifacts")
                        ? $"./build.sh VerifyArtifacts --from {ShellWords.Quote(one)} checks it"
                        : "what can't be checked is not published"));
                continue;
            }

            var suite = $"{manifest.Package.Suite}-ntrace{manifest.TraceItems}";
            var pool = Directory.CreateDirectory(Path.Combine(folder, "pool", suite)).FullName;
            ManifestFile[] packages = [.. manifest.Files.Where(x => x.Name.EndsWith(".deb", StringComparison.Ordinal))];
            if (packages.FirstOrDefault(x => File.Exists(Path.Combine(pool, x.Name))) is { } twice)
            {
                say($"left out: {Path.GetFileName(one)}, another folder of built/ has {twice.Name} too");
                continue;
            }

            foreach (var package in packages)
                await package.CopyAsync(one, pool, cancellationToken);
            (suites.TryGetValue(suite, out var known) ? known : suites[suite] = new(StringComparer.Ordinal))
                .Add(manifest.Package.Architecture);
            say($"{suite}: {manifest.Package.Version} for {manifest.Package.Architecture}{(manifest.Origin == Origin.Test
                ? ", built for a test host" : "")}");
        }

        return suites.Count > 0 ? suites : throw new TrialException("there is nothing to publish", workspace.Built,
            "./build.sh DebBuild makes a package, and ./build.sh VerifyArtifacts checks it", ExitStatus.BadInput);
    }

    static async Task IndexAsync(
        string folder, string key, string suite, IReadOnlyList<string> architectures, CancellationToken cancellationToken)
    {
        foreach (var architecture in architectures)
        {
            var index = Path.Combine(folder, "dists", suite, "main", $"binary-{architecture}", "Packages");
            Directory.CreateDirectory(Path.GetDirectoryName(index)!);
            var packages = await ArchiveAsync(folder, cancellationToken, "--arch", architecture, "packages", $"pool/{suite}");
            await File.WriteAllTextAsync(index, packages, cancellationToken);
            await using var packed = new GZipStream(File.Create(index + ".gz"), CompressionLevel.SmallestSize);
            await packed.WriteAsync(Encoding.UTF8.GetBytes(packages), cancellationToken);
        }

        var (dist, what) = (Path.Combine(folder, "dists", suite), "APT::FTPArchive::Release::");
        var release = await ArchiveAsync(folder, cancellationToken,
            "-o", $"{what}Origin=spice-trial", "-o", $"{what}Label=spice-trial", "-o", $"{what}Suite={suite}",
            "-o", $"{what}Codename={suite}",
            "-o", $"{what}Components=main", "-o", $"{what}Architectures={string.Join(' ', architectures)}",
            "-o", $"{what}NotAutomatic=yes", "release", $"dists/{suite}");
        var file = Path.Combine(dist, "Release");
        await File.WriteAllTextAsync(file, release, cancellationToken);
        await GpgAsync("the repository can't be signed", cancellationToken, "--local-user", key, "--output",
            Path.Combine(dist, "InRelease"), "--clearsign", file);
        await GpgAsync("the repository can't be signed", cancellationToken, "--local-user", key, "--armor", "--output",
            file + ".gpg", "--detach-sign", file);
    }

    static Task<string> ArchiveAsync(string folder, CancellationToken cancellationToken, params IReadOnlyList<string> words) =>
        Programs.OutputOfAsync(
            new("apt-ftparchive", words) { WorkingDirectory = folder }, "the repository can't be made", cancellationToken);

    static Task<string> GpgAsync(string what, CancellationToken cancellationToken, params IReadOnlyList<string> words) =>
        Programs.OutputOfAsync(SigningKey.Call(words), what, cancellationToken);
}
