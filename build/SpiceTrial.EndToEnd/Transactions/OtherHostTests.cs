using FluentAssertions;
using SpiceTrial.EndToEnd.Transactions.Faults;
using SpiceTrial.Hosts;
using SpiceTrial.Testing;
using Xunit;

namespace SpiceTrial.EndToEnd.Transactions;

/// <summary>Hosts of other releases, and those on which nothing may be installed, and on which nothing is.</summary>
public sealed class OtherHostTests
{
    const int Limit = 600_000;

    static CancellationToken Token => TestContext.Current.CancellationToken;

    // Each has another dpkg, apt, systemd, sudo, sshd and libvirt. trixie's archive has rebuilt the stock package as +b1, so that dpkg
    // calls the installation a downgrade.
    [Theory(Timeout = Limit), Trait("Run", "All")]
    [InlineData("bullseye")]
    [InlineData("trixie")]
    public async Task Install_holds_and_Revert_brings_back_every_byte_on_the_releases_before_and_after(string suite)
    {
        await using var trial = await TrialHost.StartAsync(new() { Suite = suite });
        await trial.Host.DefineAsync("101", Token);
        await trial.Host.StartDomainAsync("101", Token);
        var before = await trial.SnapshotAsync();
        var stock = await trial.InstalledAsync();
        var operators = new RecordedOperator();
        // Another dpkg is at work when the package goes in, and each release has its own words for that.
        await StepHook.InstallAsync(trial.Host);
        await StepHook.AtAsync(trial.Host, "unpack", Kinds.Lock(seconds: 6));

        (await trial.InstallAsync(operators, new() { Yes = true, LockTimeout = TimeSpan.FromMinutes(1) }))
            .Should().Be(new Ending(ExitStatus.Done, ""));

        StepHook.HasHappened(trial.Host).Should().BeTrue();
        operators.Text.Should().Contain("waiting for dpkg's lock");
        await trial.Host.ShellAsync("apt-get -q -y upgrade; apt-get -q -y dist-upgrade", Token);
        var facts = await trial.FactsAsync();
        facts.BuildId.Should().Be(trial.Package.Artifacts.Library.BuildId, "the hold keeps it");
        facts.Should().Match<HostReading>(x => x.Transaction!.State == TransactionState.Confirmed && !x.IsArmed && x.Package!.IsHeld);

        await trial.Host.ShellAsync("mv /srv/debian /srv/gone", Token);
        (await trial.RevertAsync()).Should().Be(new Ending(ExitStatus.Done, ""));
        await trial.Host.ShellAsync("mv /srv/gone /srv/debian", Token);
        (await trial.InstalledAsync()).Should().Be(stock);
        (await trial.SnapshotAsync()).Should().Be(before);
    }

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
