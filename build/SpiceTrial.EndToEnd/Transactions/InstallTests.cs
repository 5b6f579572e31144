using FluentAssertions;
using SpiceTrial.Hosts;
using SpiceTrial.Verdicts;
using Xunit;

namespace SpiceTrial.EndToEnd.Transactions;

public sealed class InstallTests(TrialHost trial) : OnTrialHost(trial)
{
    [Fact(Timeout = Limit)]
    public async Task Install_confirms_and_Revert_brings_back_every_byte_without_network()
    {
        var before = await Trial.SnapshotAsync();
        var operators = new RecordedOperator();

        (await Trial.InstallAsync(operators)).Should().Be(new Ending(ExitStatus.Done, ""));

        (await Trial.InstalledAsync()).Should().Be($"hi {TrialPackage.Version}");
        var facts = await Trial.FactsAsync();
        facts.BuildId.Should().Be(Trial.Package.Artifacts.Library.BuildId);
        facts.Transaction!.State.Should().Be(TransactionState.Confirmed);
        facts.IsArmed.Should().BeFalse();
        facts.Package!.IsHeld.Should().BeTrue();
        facts.Pins.Should().BeEmpty("a pin hides security updates");
        operators.Text.Should().Contain("next: ./build.sh Status --host sf-2");

        // The archive is gone: the way back must not want it.
        await Trial.Host.ShellAsync("mv /srv/debian /srv/gone", Token);
        (await Trial.RevertAsync()).Should().Be(new Ending(ExitStatus.Done, ""));
        await Trial.Host.ShellAsync("mv /srv/gone /srv/debian", Token);

        (await Trial.SnapshotAsync()).Should().Be(before);
        (await Trial.Host.ShellAsync(
            "ls -d /var/lib/spice-trial /etc/systemd/system/spice-trial* /etc/apt/preferences.d/spice-trial 2>/dev/null || true", Token))
                .Should().BeEmpty();
        (await Trial.RevertAsync()).Status.Should().Be(ExitStatus.Done, "twice is harmless");
        (await Trial.SnapshotAsync()).Should().Be(before);
    }

    [Fact(Timeout = Limit)]
    public async Task A_package_that_was_held_automatic_and_pinned_is_so_again_after_Revert()
    {
        await Trial.Host.ShellAsync(
            "apt-mark hold libspice-server1; apt-mark auto libspice-server1; printf 'Package: libspice-server1\\nPin: release "
                + "a=x\\nPin-Priority: 5\\n' > /etc/apt/preferences.d/mine", Token);
        var before = await Trial.SnapshotAsync();
        try
        {
            (await Trial.InstallAsync()).Status.Should().Be(ExitStatus.Done);
            (await Trial.RevertAsync()).Status.Should().Be(ExitStatus.Done);

            (await Trial.SnapshotAsync()).Should().Be(before);
        }
        finally
        {
            await Trial.Host.ShellAsync("apt-mark unhold libspice-server1; rm /etc/apt/preferences.d/mine", Token);
        }
    }

    [Fact(Timeout = Limit)]
    public async Task A_dry_run_prints_the_exact_commands_and_changes_nothing()
    {
        var before = await Trial.SnapshotAsync();
        var operators = new RecordedOperator();

        (await Trial.InstallAsync(operators, new() { DryRun = true })).Status.Should().Be(ExitStatus.Done);

        (await Trial.SnapshotAsync()).Should().Be(before);
        operators.Text.Should().ContainAll("+ dpkg -i /var/lib/spice-trial/transaction/patched.deb", "| dpkg --set-selections",
            "+ systemctl start spice-trial-revert.timer", "restart libvirtd.service", "nothing was changed");
        operators.Rows.Should().NotBeEmpty();
        operators.Questions.Should().BeEmpty();
    }

    [Fact(Timeout = Limit)]
    public async Task Nobody_at_the_terminal_and_a_no_change_nothing()
    {
        var before = await Trial.SnapshotAsync();

        var nobody = await Trial.InstallAsync(new RecordedOperator(), new());
        nobody.Status.Should().Be(ExitStatus.Refused);
        nobody.Text.Should().Contain("--yes");
        (await Trial.InstallAsync(new RecordedOperator(false), new())).Status.Should().Be(ExitStatus.Cancelled);

        (await Trial.SnapshotAsync()).Should().Be(before);
    }

    [Fact(Timeout = Limit), Trait("Run", "All")]
    public async Task A_pivot_at_the_gate_stops_it_unless_a_reason_is_given()
    {
        (await Trial.InstallAsync(gate: GateState.Pivot)).Status.Should().Be(ExitStatus.Refused);

        (await Trial.InstallAsync(options: new() { Yes = true, OverrideGate = "asked by $(touch /pwned) 'us'" },
            gate: GateState.Pivot)).Status.Should().Be(ExitStatus.Done);

        (await Trial.Host.ShellAsync("cat /var/lib/spice-trial/transaction/journal; ls /pwned 2>&1 || true", Token))
            .Should().Contain("gate overridden: asked by $(touch /pwned) 'us'").And.Contain("cannot access");
    }

    [Fact(Timeout = Limit), Trait("Run", "All")]
    public async Task A_second_Install_confirms_what_the_first_left_or_says_that_it_is_there()
    {
        var first = await Trial.InstallAsync();
        var operators = new RecordedOperator();

        var second = await Trial.InstallAsync(operators);

        (first.Status, second.Status).Should().Be((ExitStatus.Done, ExitStatus.Done));
        operators.Text.Should().Contain("installed already");
        (await Trial.ConfirmAsync()).Status.Should().Be(ExitStatus.Done, "confirming twice is harmless");
    }

    [Fact(Timeout = Limit), Trait("Run", "All")]
    public async Task A_confirmed_package_that_lost_its_hold_is_held_again_by_a_second_Install()
    {
        (await Trial.InstallAsync()).Status.Should().Be(ExitStatus.Done);
        await Trial.Host.ShellAsync("apt-mark unhold libspice-server1", Token);

        (await Trial.InstallAsync()).Status.Should().Be(ExitStatus.Done);

        (await Trial.InstalledAsync()).Should().Be($"hi {TrialPackage.Version}");
    }

    [Fact(Timeout = Limit), Trait("Run", "All")]
    public async Task Without_a_stock_package_that_could_come_back_nothing_is_changed()
    {
        var before = await Trial.SnapshotAsync();
        await Trial.Host.ShellAsync("mv /srv/debian /srv/gone", Token);
        try
        {
            var refused = await Trial.InstallAsync();

            refused.Status.Should().Be(ExitStatus.Refused);
            refused.Text.Should().Contain("no package that brings back");
            (await Trial.SnapshotAsync()).Should().Be(before);
        }
        finally
        {
            await Trial.Host.ShellAsync("mv /srv/gone /srv/debian", Token);
        }
    }

    [Fact(Timeout = Limit), Trait("Run", "All")]
    public async Task A_change_by_somebody_else_is_reported_and_not_overwritten()
    {
        (await Trial.InstallAsync()).Status.Should().Be(ExitStatus.Done);
        var library = "/usr/lib/x86_64-linux-gnu/libspice-server.so.1.14.2";
        await Trial.Host.ShellAsync($"cp {library} /root/ours; printf x >> {library}", Token);

        var refused = await Trial.RevertAsync();

        refused.Status.Should().Be(ExitStatus.Refused);
        refused.Text.Should().Contain("somebody else has replaced ours, the host has a changed file of");
        (await Trial.Host.ShellAsync($"tail -c 1 {library}", Token)).Should().Be("x\n");

        await Trial.Host.ShellAsync($"cp /root/ours {library}; rm /root/ours", Token);
        (await Trial.RevertAsync()).Status.Should().Be(ExitStatus.Done, "once the foreign change is gone");
        (await Trial.InstalledAsync()).Should().Be($"ii {TrialPackage.StockVersion}");
    }

    // As Ansible's "apt: deb=" does: a newer package, and the hold goes with it.
    const string SecurityUpdate = """
        rm -rf /root/tree && dpkg-deb -R /srv/debian/pool/libspice-server1_*.deb /root/tree
        sed -i 's/^Version: .*/Version: 0.15.1-1+deb12u9/' /root/tree/DEBIAN/control
        dpkg-deb -b /root/tree /root/update.deb && dpkg -i /root/update.deb && rm -r /root/tree /root/update.deb
        """;

    [Theory(Timeout = Limit), Trait("Run", "All")]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_package_that_somebody_put_over_ours_is_named_and_Revert_offers_both_ways(bool keep)
    {
        var before = await Trial.SnapshotAsync();
        (await Trial.InstallAsync()).Status.Should().Be(ExitStatus.Done);
        await Trial.Host.ShellAsync(SecurityUpdate, Token);

        await using (var connection = await new SshConnector().ConnectAsync(Trial.Host.Name, Trial.Host.SshConfig, Token))
            (await StatusJudge.ReadAsync(connection, KnownBuilds.OfDebian, DateTimeOffset.UtcNow, Token)).Warnings[0]
                .Should().Contain("somebody else has replaced ours: the host has 0.15.1-1+deb12u9 now, and no hold").And.Contain("Revert");
        (await Trial.RevertAsync()).Should().Match<Ending>(x => x.Status == ExitStatus.Refused
            && x.Text.Contains("0.15.1-1+deb12u9") && x.Text.Contains("forget") && x.Text.Contains("revert --replace"));
        (await Trial.InstalledAsync()).Should().Be("ii 0.15.1-1+deb12u9");

        var operators = new RecordedOperator(answers: [keep, !keep]);
        (await Trial.RevertAsync(operators, yes: false)).Status.Should().Be(ExitStatus.Done);

        operators.Questions.First().Should().Be($"Keep 0.15.1-1+deb12u9 on {Trial.Host.Name} and end the transaction?");
        (await Trial.InstalledAsync()).Should().Be(keep ? "ii 0.15.1-1+deb12u9" : $"ii {TrialPackage.StockVersion}");
        (await Trial.FactsAsync()).Should().Match<HostReading>(x => x.Transaction == null && !x.IsArmed && !x.HasFolder);
        if (keep)
            await Trial.Host.ResetAsync(Token);
        else
            (await Trial.SnapshotAsync()).Should().Be(before);
    }

    [Fact(Timeout = Limit), Trait("Run", "All")]
    public async Task A_stock_package_that_somebody_put_back_is_named_and_Revert_ends_the_transaction()
    {
        var before = await Trial.SnapshotAsync();
        (await Trial.InstallAsync()).Status.Should().Be(ExitStatus.Done);
        await Trial.Host.ShellAsync("dpkg -i /srv/debian/pool/libspice-server1_*.deb", Token);

        await using (var connection = await new SshConnector().ConnectAsync(Trial.Host.Name, Trial.Host.SshConfig, Token))
            (await StatusJudge.ReadAsync(connection, KnownBuilds.OfDebian, DateTimeOffset.UtcNow, Token)).Warnings[0]
                .Should().Contain("has brought 0.15.1-1 back").And.Contain("Revert");
        (await Trial.RevertAsync()).Status.Should().Be(ExitStatus.Done);

        (await Trial.SnapshotAsync()).Should().Be(before);
    }

    [Fact(Timeout = Limit), Trait("Run", "All")]
    public async Task The_plans_own_revert_exits_0_and_reverts_nothing()
    {
        (await Trial.InstallAsync()).Status.Should().Be(ExitStatus.Done);

        var plan = await Trial.Host.RunAsync(["apt-get", "install", "-y", "--reinstall", "libspice-server1"], Token);

        plan.ExitCode.Should().Be(0);
        (await Trial.InstalledAsync()).Should().Be($"hi {TrialPackage.Version}", "that is why Revert does not use it");
        (await Trial.RevertAsync()).Status.Should().Be(ExitStatus.Done);
        (await Trial.InstalledAsync()).Should().Be($"ii {TrialPackage.StockVersion}");
    }
}
