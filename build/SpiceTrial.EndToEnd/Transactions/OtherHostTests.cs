using FluentAssertions;
using SpiceTrial.Testing;
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
        await using var trial = await TrialHost.StartAsync(new() { Init = TestHostInit.None, Sudo = TestHostSudo.None });
        var host = trial.Host;

        (await trial.InstallAsync()).Should().Match<Ending>(x => x.Status == ExitStatus.Failed && x.Text.Contains("can't become root"));

        await host.ShellAsync("echo 'operator ALL=(ALL) NOPASSWD: ALL' > /etc/sudoers.d/test", Token);
        (await trial.InstallAsync()).Should().Match<Ending>(x => x.Status == ExitStatus.Refused && x.Text.Contains("does not run systemd"));

        var known = await File.ReadAllTextAsync(host.Folder.KnownHosts, Token);
        var other = (await File.ReadAllTextAsync(host.Folder.OperatorKey + ".pub", Token)).Split(' ');
        await File.WriteAllTextAsync(host.Folder.KnownHosts, $"{known.Split(' ')[0]} {other[0]} {other[1]}\n", Token);
        (await trial.InstallAsync()).Should().Match<Ending>(x => x.Status == ExitStatus.Refused && x.Text.Contains("has changed"));

        (await host.ShellAsync("ls -d /var/lib/spice-trial 2>/dev/null || true; dpkg-query -W -f '${Version}' libspice-server1", Token))
            .Should().Be(TrialPackage.StockVersion + "\n");
    }
}
