using SpiceTrial.Artifacts;
using SpiceTrial.EndToEnd.TestHosts;
using SpiceTrial.Hosts;
using SpiceTrial.Testing;
using SpiceTrial.Verdicts;
using Xunit;

namespace SpiceTrial.EndToEnd.Transactions;

/// <summary>One test hypervisor with the stock library, and the package that is tried on it. Shared by the tests of a class, which give it
/// back as it was.</summary>
public sealed class TrialHost : IAsyncLifetime
{
    TestHost? host;
    VerifiedArtifacts? package;

    internal TestHost Host => host!;

    internal VerifiedArtifacts Package => package!;

    static CancellationToken Token => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => BootAsync(options: null);

    /// <summary>One of another kind, for one test.</summary>
    internal static async Task<TrialHost> StartAsync(TestHostOptions options)
    {
        var trial = new TrialHost();
        await trial.BootAsync(options);
        return trial;
    }

    async ValueTask BootAsync(TestHostOptions? options)
    {
        host = await Hypervisor.StartAsync(options);
        // It dies in a maintainer script when a test says so, and is like any other otherwise.
        package = await PackageAsync("package",
            [.. ((string[])["preinst", "postinst", "postrm"])
                .Select(x => (x, $"[ ! -e /run/kill-{x} ] || {{ rm /run/kill-{x}; kill -9 $PPID; }}"))]);
    }

    public async ValueTask DisposeAsync()
    {
        if (host is not null)
            await host.DisposeAsync();
    }

    /// <summary>From now on this package is the one that is tried.</summary>
    internal void Use(VerifiedArtifacts other) => package = other;

    /// <summary>A further package, with these maintainer scripts.</summary>
    internal async Task<VerifiedArtifacts> PackageAsync(string name, params (string Name, string Body)[] scripts)
    {
        var folder = Directory.CreateDirectory(Path.Combine(Host.Folder.Path, name)).FullName;
        var stock = (await Host.ShellAsync("ls /srv/debian/pool/libspice-server1_*.deb", Token)).Trim();
        return await TrialPackage.MakeAsync(Host.At(stock), folder, Host.Options.Suite, scripts);
    }

    internal HostTransaction Transaction(string? configuration = null) =>
        new(stop => new SshConnector().ConnectAsync(Host.Name, configuration ?? Host.SshConfig, stop));

    /// <summary>The target Install as a user's build runs it, but for the choice of artifacts.</summary>
    internal async Task<Ending> InstallAsync(RecordedOperator? operators = null, InstallOptions? options = null,
        VerifiedArtifacts? artifacts = null, string? configuration = null, GateState gate = GateState.Proceed) =>
        await Ending.OfAsync(() => new Installation(
            Transaction(configuration), (_, _) => Task.FromResult(artifacts ?? Package),
            _ => Task.FromResult(gate.Because("as the test says")), operators ?? new())
            .RunAsync(options ?? new() { Yes = true, LockTimeout = TimeSpan.FromSeconds(5) }, Token));

    internal async Task<Ending> RevertAsync(RecordedOperator? operators = null, bool yes = true) =>
        await Ending.OfAsync(() => new Reversal(Transaction(), operators ?? new()).RunAsync(yes, TimeSpan.FromSeconds(20), Token));

    internal async Task<Ending> ConfirmAsync(RecordedOperator? operators = null) =>
        await Ending.OfAsync(() => new Confirmation(Transaction(), operators ?? new()).RunAsync(new InstallOptions().LockTimeout, Token));

    /// <summary>
    /// Everything of the host that a transaction may touch: configuration, apt's and dpkg's states, the library, units, with modes, owners
    /// and hashes. Logs and what a reboot changes are left out.
    /// </summary>
    internal Task<string> SnapshotAsync() => Host.ShellAsync(
        """
        set -- /etc /var/lib/apt /var/lib/dpkg /var/lib/spice-trial \
            /usr/lib/x86_64-linux-gnu/libspice-server* /usr/share/doc/libspice-server1 \
            /tmp /home /root \
            \( -path /var/lib/apt/lists -o -path '/tmp/systemd-private-*' \) -prune -o
        { find "$@" -type f -printf '%M %u:%g %p\n' -o -type l -printf '%p -> %l\n' 2>/dev/null || :
            find "$@" -type f -exec sha256sum {} + 2>/dev/null || :; } |
            grep -v -e '[ /]/*var/lib/dpkg/status-old$' -e '/var/lib/dpkg/triggers/Lock$' -e '/var/lib/dpkg/lock' \
                -e ' /etc/machine-id$' -e ' /etc/hosts$' \
                -e ' /root/domain.xml$' -e '^/etc/resolv' -e ' /etc/ssh/' | sort
        dpkg-query -W -f '${Package} ${Version} ${Status}\n' libspice-server1
        apt-mark showhold; apt-mark showauto libspice-server1
        """, Token);

    /// <summary>State, version and build-id as the host has them now.</summary>
    internal async Task<string> InstalledAsync() =>
        (await Host.ShellAsync("dpkg-query -W -f '${db:Status-Abbrev} ${Version}\n' libspice-server1", Token)).Trim().Replace("  ", " ");

    internal async Task<HostReading> FactsAsync() => await Transaction().PreflightAsync(Token);
}
