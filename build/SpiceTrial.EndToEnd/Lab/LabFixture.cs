using SpiceTrial.EndToEnd.Chain;
using SpiceTrial.Lab;
using SpiceTrial.Trial;
using Xunit;

namespace SpiceTrial.EndToEnd.Lab;

/// <summary>Debian's own library as stock, the chain's patched one, and the lab to run both.</summary>
public sealed class LabFixture(ChainFixture chain) : IAsyncLifetime
{
    string Folder => chain.Make("lab");

    public string Stock { get; private set; } = "";

    public string Patched { get; private set; } = "";

    internal Workspace Workspace => new(chain.Project.Root, chain.Project.Cache);

    public async ValueTask InitializeAsync()
    {
        var downloads = chain.Make("lab/downloads");
        var call = new ProgramCall(
            "apt-get", "download", "libspice-server1") { WorkingDirectory = downloads, Timeout = TimeSpan.FromMinutes(3) };
        if ((await Programs.RunAsync(call, CancellationToken.None)).ExitCode != 0)
        {
            (await Programs.RunAsync(new("apt-get", "update") { Timeout = TimeSpan.FromMinutes(3) }, CancellationToken.None))
                .OrThrow("no package lists");
            (await Programs.RunAsync(call, CancellationToken.None)).OrThrow("Debian's own library can't be downloaded");
        }

        Stock = await UnpackAsync(Directory.GetFiles(downloads, "*.deb").Single(), "stock");
        Patched = await UnpackAsync(chain.Project.Library(), "patched");
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    /// <summary>A folder for results that no other test uses.</summary>
    public string Results(string name) => Path.Combine(Folder, "results", name);

    /// <summary>Stock and 128 entries on the scenarios that the words name.</summary>
    public Task<LabResult> RunAsync(string results, params string[] scenarios) =>
        RunAsync(new LabSettings(Workspace, ScenarioFiles.Of(scenarios)) {
            Folder = Results(results), Seeds = 1, RingSizes = [], Libraries = Both }, TestContext.Current.CancellationToken);

    internal IReadOnlyDictionary<int, string> Both => new Dictionary<int, string> { [8] = Stock, [128] = Patched };

    internal static Task<LabResult> RunAsync(LabSettings settings, CancellationToken cancellationToken) =>
        new LabRun(settings, new BuiltLibraries(settings.Workspace,
            (sizes, _) => throw new InvalidOperationException($"{string.Join(", ", sizes)} are not built here")).OpenAsync, _ => { })
            .RunAsync(cancellationToken);

    public static string Engaged(LabResult result, string scenario, int ring) =>
        result.Cells.Where(x => x.Scenario == scenario && x.RingSize == ring)
            .Aggregate((Engaged: 0, Offered: 0), (sum, x) => (sum.Engaged + x.PlaysEngaged!.Value, sum.Offered + x.PlaysOffered!.Value))
                is var (engaged, offered)
            ? $"{engaged}/{offered}" : "";

    /// <summary>Without what differs from run to run.</summary>
    public static LabCell Figures(LabCell cell) => cell with { Cost = null };

    async Task<string> UnpackAsync(string package, string name)
    {
        var folder = chain.Make($"lab/{name}");
        (await Programs.RunAsync(new("dpkg-deb", "-x", package, folder), CancellationToken.None)).OrThrow($"{package} can't be unpacked");
        return Directory.GetFiles(folder, "libspice-server.so.1", SearchOption.AllDirectories).Single();
    }
}
