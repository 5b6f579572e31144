using FluentAssertions;
using SpiceTrial.EndToEnd.TestHosts;
using SpiceTrial.Hypervisors;
using SpiceTrial.Hypervisors.Transactions;
using SpiceTrial.TestHosts;
using Xunit;

namespace SpiceTrial.EndToEnd.Transactions;

/// <summary>Hosts on which nothing may be installed, and on which nothing is.</summary>
public sealed class OtherHostTests
{
    const int Limit = 600_000;

    static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact(Timeout = Limit)]
    public async Task A_user_without_sudo_a_wrong_host_key_and_a_host_without_systemd_change_nothing()
    {
        await using var host = await Hypervisor.StartAsync(new() { Init = TestHostInit.None, Sudo = TestHostSudo.None });

        (await InstallAsync(host)).Should().Match<Ending>(x => x.Status == ExitStatus.Failed && x.Text.Contains("can't become root"));

        await host.ShellAsync("echo 'operator ALL=(ALL) NOPASSWD: ALL' > /etc/sudoers.d/test", Token);
        (await InstallAsync(host)).Should().Match<Ending>(x => x.Status == ExitStatus.Refused && x.Text.Contains("does not run systemd"));

        var known = await File.ReadAllTextAsync(host.Folder.KnownHosts, Token);
        var other = (await File.ReadAllTextAsync(host.Folder.OperatorKey + ".pub", Token)).Split(' ');
        await File.WriteAllTextAsync(host.Folder.KnownHosts, $"{known.Split(' ')[0]} {other[0]} {other[1]}\n", Token);
        (await InstallAsync(host)).Should().Match<Ending>(x => x.Status == ExitStatus.Refused && x.Text.Contains("has changed"));

        (await host.ShellAsync("ls -d /var/lib/spice-trial 2>/dev/null || true; dpkg-query -W -f '${Version}' libspice-server1", Token)).Should().Be(TrialPackage.StockVersion + "\n");
    }

    static async Task<Ending> InstallAsync(TestHost host)
    {
        var folder = Directory.CreateDirectory(Path.Combine(host.Folder.Path, Guid.NewGuid().ToString("N"))).FullName;
        var stock = (await host.ShellAsync("ls /srv/debian/pool/libspice-server1_*.deb", Token)).Trim();
        var package = await TrialPackage.MakeAsync(host.At(stock), folder);
        var transaction = new HostTransaction(stop => new SshConnector().ConnectAsync(host.Name, host.SshConfig, stop));
        return await Ending.OfAsync(() => new Installation(transaction, (_, _) => Task.FromResult(package), _ => Task.FromResult(new GateReading(GateState.Proceed, "")), new RecordedOperator()).RunAsync(new() { Yes = true }, Token));
    }
}
