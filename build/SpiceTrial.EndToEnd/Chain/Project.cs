using System.Text.Json.Nodes;
using Xunit;

namespace SpiceTrial.EndToEnd.Chain;

/// <summary>A copy of the project in a folder of its own, used through its launcher.</summary>
/// <param name="Root">The copy's root.</param>
/// <param name="Home">HOME of the runs.</param>
/// <param name="Temporary">TMPDIR of the runs.</param>
/// <param name="Cache">What the runs get as <c>--cache-directory</c>.</param>
sealed record Project(string Root, string Home, string Temporary, string Cache)
{
    /// <summary>A run takes a minute on an idle machine; this one may be shared.</summary>
    static readonly TimeSpan Limit = TimeSpan.FromMinutes(25);

    public string Built => File("built");

    public string Draft => File("docs/upstream-issues/spice-trace-ring.md");

    public string File(string name) => Path.Combine(Root, name);

    /// <summary>The published folder for that many trace items.</summary>
    public string Artifacts(int items = 128) => Path.Combine(Built, $"spice_0.15.1-1+0ntrace{items}_amd64");

    public string Library(int items = 128) => Path.Combine(Artifacts(items), $"libspice-server1_0.15.1-1+0ntrace{items}_amd64.deb");

    public string Symbols(int items = 128) => Path.Combine(Artifacts(items), $"libspice-server1-dbgsym_0.15.1-1+0ntrace{items}_amd64.deb");

    public async Task<JsonNode> ManifestAsync(int items = 128) =>
        JsonNode.Parse(
            await System.IO.File.ReadAllTextAsync(Path.Combine(Artifacts(items), "manifest.json"), TestContext.Current.CancellationToken))!;

    /// <summary>Variables on top of those of every run.</summary>
    public IReadOnlyDictionary<string, string?> More { get; init; } = new Dictionary<string, string?>();

    /// <summary>What runs left in their folder for temporary files; the tool's own folder stays in there, empty.</summary>
    public IEnumerable<string> LeftInTemporary =>
        Directory.EnumerateFileSystemEntries(Temporary, "*", SearchOption.AllDirectories)
            .Where(x => Path.GetRelativePath(Temporary, x) != "spice-trial-0");

    /// <summary>Files in the home that are not what the user's runs have proven.</summary>
    public IEnumerable<string> LeftInHome => Directory.EnumerateFiles(Home, "*", SearchOption.AllDirectories)
        .Where(x => !Path.GetRelativePath(Home, x).StartsWith(".local/state/spice-trial/", StringComparison.Ordinal));

    /// <summary>The environment of the runs: whatever they write outside of the project and the cache is in Home or Temporary.</summary>
    public IReadOnlyDictionary<string, string?> Environment => new Dictionary<string, string?>(More)
    {
        ["HOME"] = Home,
        ["TMPDIR"] = Temporary,
        ["XDG_CACHE_HOME"] = null,
        ["XDG_STATE_HOME"] = null,
        ["CI"] = null,
        ["GITHUB_ACTIONS"] = null,
        ["NO_COLOR"] = "1",
        // The launcher's own choice counts, not that of whoever runs the tests.
        ["DOTNET_EnableDiagnostics"] = null,
    };

    /// <summary>The words after <c>bash</c> for one run of the launcher.</summary>
    public IReadOnlyList<string> Words(params IReadOnlyList<string> arguments) =>
        [File("build.sh"), .. arguments, "--cache-directory", Cache];

    public Task<ProgramResult> RunAsync(params IReadOnlyList<string> arguments) =>
        RunAsync(TestContext.Current.CancellationToken, arguments);

    public Task<ProgramResult> RunAsync(CancellationToken cancellationToken, params IReadOnlyList<string> arguments) =>
        RunAsync(new("bash", Words(arguments)) { WorkingDirectory = "/", Environment = Environment, Timeout = Limit }, cancellationToken);

    /// <summary>Where a test of spice's own failed by chance, the run's hint says to run it again.</summary>
    public static async Task<ProgramResult> RunAsync(ProgramCall call, CancellationToken cancellationToken) =>
        await Programs.RunAsync(call, cancellationToken) is var result
            && (result.Output + result.Error).Contains("test-sasl fails now and then", StringComparison.Ordinal)
            ? await Programs.RunAsync(call, cancellationToken) : result;

    /// <summary>The chain with the chroot builder, as a user types it.</summary>
    public Task<ProgramResult> BuildAsync(params IReadOnlyList<string> more) =>
        RunAsync(["DebBuild", "--host", "sf-2", "--builder", "chroot", .. more]);
}
