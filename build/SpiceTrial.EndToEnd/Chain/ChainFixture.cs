using Xunit;

namespace SpiceTrial.EndToEnd.Chain;

/// <summary>
/// One full run of the chain from nothing, whose result, cache and compiled build the tests share. The environment variable
/// SPICE_TRIAL_TEST_CACHE names a cache to use instead of an empty one, which saves two minutes while tests are written.
/// </summary>
public sealed class ChainFixture : IAsyncLifetime
{
    // Open for other users, because one of them runs the chain too.
    readonly string folder = Path.Combine(Path.GetTempPath(), $"spice-trial-{Guid.NewGuid().ToString("N")[..8]}");
    Project? project;
    ProgramResult? firstRun;

    internal Project Project => project!;

    /// <summary>How the first run ended.</summary>
    public ProgramResult FirstRun => firstRun!;

    /// <summary>The machine's own apt configuration before the first run.</summary>
    public IReadOnlyList<string> AptConfiguration { get; } = Snapshot.Of("/etc/apt");

    /// <summary>Everything that the tests write is below it.</summary>
    public string Folder => folder;

    public async ValueTask InitializeAsync()
    {
        // With a space, because people's folders have them.
        project = new Project(
            Path.Combine(folder, "first tree"), Make("home"), Make("tmp"),
            Environment.GetEnvironmentVariable("SPICE_TRIAL_TEST_CACHE") ?? Make("the cache"));
        await SourceTree.CopyAsync(project.Root, CancellationToken.None);
        // With the real home: the package manager's configuration and packages are there.
        (await Programs.RunAsync(
            new("bash", project.File("build.sh"), "--help") { Timeout = TimeSpan.FromMinutes(15) }, CancellationToken.None))
            .OrThrow("the copy of the project does not compile");
        firstRun = await project.BuildAsync();
        await CopyAsync(Trees, Make("trees"));
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var mount in await Leftovers.MountsAsync(folder))
            await Programs.RunAsync(new("umount", "--lazy", mount), CancellationToken.None);
        await Programs.RunAsync(
            new("rm", "-rf", "--one-file-system", folder) { Timeout = TimeSpan.FromMinutes(5) }, CancellationToken.None);
    }

    /// <summary>A further copy of the project, compiled already; with the first run's artifacts and records only where asked for.</summary>
    internal async Task<Project> CopyAsync(string name, bool withResult = false, string? cache = null)
    {
        var copy = Project with { Root = Path.Combine(folder, name), Cache = cache ?? Project.Cache };
        Directory.CreateDirectory(Path.GetDirectoryName(copy.Root)!);
        (await Programs.RunAsync(new("cp", "-a", Project.Root, copy.Root) { Timeout = TimeSpan.FromMinutes(2) },
            TestContext.Current.CancellationToken)).OrThrow("no copy");
        if (withResult)
        {
            await Programs.OutputOfAsync(
                new("sh", "-c", "sed -i \"s|$1|$2|g\" \"$3\"/*.json", "sh", Project.Root, copy.Root, copy.File(".nuke/temp/chain")),
                "the records can't be moved", TestContext.Current.CancellationToken);
            return copy;
        }

        Directory.Delete(copy.File(".nuke/temp/chain"), recursive: true);
        Directory.Delete(copy.File(".nuke/temp/runs"), recursive: true);
        foreach (var artifacts in Directory.GetDirectories(copy.Built))
            Directory.Delete(artifacts, recursive: true);
        return copy;
    }

    /// <summary>A cache with the first run's verified downloads and nothing else, for a test that spoils it.</summary>
    internal async Task<string> CopyDownloadsAsync(string name)
    {
        var cache = Make(name);
        (await Programs.RunAsync(new("cp", "-a", Path.Combine(Project.Cache, "downloads"), cache), TestContext.Current.CancellationToken))
            .OrThrow("no copy");
        return cache;
    }

    /// <summary>Puts back the compiled tree that the first run left: a later build that failed, on a full disk or by Ctrl-C, has taken it
    /// away.</summary>
    internal Task RestoreTreesAsync() => CopyAsync(Make("trees"), Trees);

    string Trees => Path.Combine(Project.Cache, "ccache", "bookworm-amd64", "trees");

    // With the owners inside: it is a user of the build environment who reads them.
    static async Task CopyAsync(string from, string to) =>
        (await Programs.RunAsync(new("cp", "-a", from + "/.", to), CancellationToken.None)).OrThrow($"{from} can't be copied");

    internal string Make(string name) => Directory.CreateDirectory(Path.Combine(folder, name)).FullName;
}
