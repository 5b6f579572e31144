using SpiceTrial.Artifacts;
using SpiceTrial.EndToEnd.TestHosts;
using SpiceTrial.EndToEnd.Transactions;
using SpiceTrial.EndToEnd.Transactions.Faults;
using SpiceTrial.Hosts;
using SpiceTrial.Testing;
using SpiceTrial.Trial;
using SpiceTrial.Verdicts;
using Xunit;

namespace SpiceTrial.EndToEnd.Rollouts;

/// <summary>Three test hypervisors in one inventory, none with Python, and the package that is rolled out. Shared by the tests of a class,
/// which give the hosts back as they were.</summary>
public sealed class TrialFleet : IAsyncLifetime
{
    readonly string folder = Directory.CreateTempSubdirectory("spice-trial-fleet-").FullName;
    readonly List<TestHost> hosts = [];
    VerifiedArtifacts? package;

    internal IReadOnlyList<TestHost> Hosts => hosts;

    internal VerifiedArtifacts Package => package!;

    internal string Inventory => Path.Combine(folder, "inventory.yaml");

    internal string Sessions => Path.Combine(folder, "sessions");

    internal string Comparison => Path.Combine(folder, "comparison.json");

    static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await new Prerequisites(_ => { }).EnsureAsync(SpiceTrial.Hosts.Inventory.ProgramsNeeded, Token);
        foreach (var name in (string[])["sf-1", "sf-2", "sf-3"])
            hosts.Add(await Hypervisor.StartAsync(new() { Name = name }));
        await PrepareAsync();
        var stock = (await hosts[0].ShellAsync("ls /srv/debian/pool/libspice-server1_*.deb", Token)).Trim();
        package = await TrialPackage.MakeAsync(
            hosts[0].At(stock), Directory.CreateDirectory(Path.Combine(folder, "package")).FullName, hosts[0].Options.Suite);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var host in hosts)
            await host.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    /// <summary>The target Rollout as a user's build runs it, but for the choice of artifacts.</summary>
    internal async Task<Ending> RunAsync(string name, Func<RolloutRequest, RolloutRequest>? change = null,
        RecordedOperator? operators = null, VerifiedArtifacts? artifacts = null)
    {
        var request = new RolloutRequest
        {
            Name = name, Folder = Sessions, Comparison = Comparison,
            Inventory = File.Exists(RolloutFile.PathOf(Sessions, name)) ? null : Inventory,
            Group = File.Exists(RolloutFile.PathOf(Sessions, name)) ? null : TestFleet.Group,
            Install = new() { Yes = true, LockTimeout = TimeSpan.FromSeconds(5), ConfirmWithin = TimeSpan.FromMinutes(2) },
        };
        return await Ending.OfAsync(() => new Rollout(Chain.SourceTree.Root(),
            (facts, _) => Task.FromResult(ArtifactsForHost.Mismatch((artifacts ?? Package).Artifacts.Manifest, facts, null) is null
                ? artifacts ?? Package : null),
            _ => Task.FromResult(GateState.Proceed.Because("as the test says")), operators ?? new(), TimeProvider.System)
            .RunAsync(change?.Invoke(request) ?? request, Token));
    }

    internal async Task<RolloutRecord> RecordAsync(string name) =>
        await RecordFile.ReadAsync<RolloutRecord>(RolloutFile.PathOf(Sessions, name), Token);

    /// <summary>State and version of the package on each host, as it has them.</summary>
    internal async Task<string> InstalledAsync()
    {
        var all = await Task.WhenAll(hosts.Select(x =>
            x.ShellAsync("dpkg-query -W -f '${db:Status-Abbrev}${Version}' libspice-server1", Token)));
        return string.Join(", ", all.Select(x => x.Trim()));
    }

    internal string SshConfig => Path.Combine(folder, "ssh_config");

    /// <param name="names">Of the hosts.</param>
    /// <param name="more">Lines that a person has in their ssh configuration besides.</param>
    internal async Task WriteInventoryAsync(IEnumerable<string> names, string more = "")
    {
        var each = await Task.WhenAll(hosts.Select(x => File.ReadAllTextAsync(x.SshConfig, Token)));
        await File.WriteAllLinesAsync(SshConfig, [.. each, more], Token);
        await File.WriteAllTextAsync(Inventory, TestFleet.InventoryOf(names, SshConfig), Token);
    }

    /// <summary>Every host with a new disk, whatever happened on it; forgets all rollouts.</summary>
    internal async Task ResetAsync()
    {
        await Task.WhenAll(hosts.Select(x => x.ResetAsync(CancellationToken.None)));
        await PrepareAsync();
        Forget();
    }

    async Task PrepareAsync()
    {
        foreach (var host in hosts)
            await StepHook.InstallAsync(host);
        await WriteInventoryAsync(hosts.Select(x => x.Name));
    }

    void Forget()
    {
        if (Directory.Exists(Sessions))
            Directory.Delete(Sessions, recursive: true);
        File.Delete(Comparison);
    }

    /// <summary>Every host as it was, its cable plugged; forgets all rollouts.</summary>
    internal async Task RestoreAsync()
    {
        foreach (var host in hosts)
        {
            await host.PlugCableAsync(CancellationToken.None);
            await StepHook.ClearAsync(host);
            var transaction = new HostTransaction(_ => host.ConnectAsync());
            await transaction.RevertAsync((await transaction.StatusAsync(CancellationToken.None)).Transaction?.Id ?? "none", "test",
                TimeSpan.FromSeconds(20), _ => { }, CancellationToken.None);
        }

        Forget();
    }
}
