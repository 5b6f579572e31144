using FluentAssertions;
using SpiceTrial.Hypervisors.Transactions;
using Xunit;

namespace SpiceTrial.EndToEnd.Transactions;

public sealed class InstallTests(TrialHost trial) : IClassFixture<TrialHost>, IAsyncLifetime
{
    const int Limit = 300_000;

    static CancellationToken Token => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync() => await trial.RevertAsync();

    [Fact(Timeout = Limit)]
    public async Task Install_confirms_and_Revert_brings_back_every_byte_without_network()
    {
        var before = await trial.SnapshotAsync();
        var operators = new RecordedOperator();

        (await trial.InstallAsync(operators)).Should().Be(new Ending(ExitStatus.Done, ""));

        (await trial.InstalledAsync()).Should().Be($"hi {TrialPackage.Version}");
        var facts = await trial.FactsAsync();
        facts.BuildId.Should().Be(trial.Package.Folder.Library.BuildId);
        facts.Transaction!.State.Should().Be(TransactionState.Confirmed);
        facts.IsArmed.Should().BeFalse();
        facts.Pins.Should().Equal("/etc/apt/preferences.d/spice-trial");
        operators.Text.Should().Contain("next: ./build.sh Status --host sf-2");

        // The archive is gone: the way back must not want it.
        await trial.Host.ShellAsync("mv /srv/debian /srv/gone", Token);
        (await trial.RevertAsync()).Should().Be(new Ending(ExitStatus.Done, ""));
        await trial.Host.ShellAsync("mv /srv/gone /srv/debian", Token);

        (await trial.SnapshotAsync()).Should().Be(before);
        (await trial.Host.ShellAsync("ls -d /var/lib/spice-trial /etc/systemd/system/spice-trial* /etc/apt/preferences.d/spice-trial 2>/dev/null || true", Token)).Should().BeEmpty();
        (await trial.RevertAsync()).Status.Should().Be(ExitStatus.Done, "twice is harmless");
        (await trial.SnapshotAsync()).Should().Be(before);
    }

    [Fact(Timeout = Limit)]
    public async Task A_package_that_was_held_automatic_and_pinned_is_so_again_after_Revert()
    {
        await trial.Host.ShellAsync("apt-mark hold libspice-server1; apt-mark auto libspice-server1; printf 'Package: libspice-server1\\nPin: release a=x\\nPin-Priority: 5\\n' > /etc/apt/preferences.d/mine", Token);
        var before = await trial.SnapshotAsync();
        try
        {
            (await trial.InstallAsync()).Status.Should().Be(ExitStatus.Done);
            (await trial.RevertAsync()).Status.Should().Be(ExitStatus.Done);

            (await trial.SnapshotAsync()).Should().Be(before);
        }
        finally
        {
            await trial.Host.ShellAsync("apt-mark unhold libspice-server1; rm /etc/apt/preferences.d/mine", Token);
        }
    }

    [Fact(Timeout = Limit)]
    public async Task A_dry_run_prints_the_exact_commands_and_changes_nothing()
    {
        var before = await trial.SnapshotAsync();
        var operators = new RecordedOperator();

        (await trial.InstallAsync(operators, new() { DryRun = true })).Status.Should().Be(ExitStatus.Done);

        (await trial.SnapshotAsync()).Should().Be(before);
        operators.Text.Should().ContainAll("+ dpkg -i /var/lib/spice-trial/transaction/patched.deb", "| dpkg --set-selections", "+ systemctl start spice-trial-revert.timer", "Pin-Priority: 1001", "restart libvirtd.service", "nothing was changed");
        operators.Rows.Should().NotBeEmpty();
        operators.Questions.Should().BeEmpty();
    }

    [Fact(Timeout = Limit)]
    public async Task Nobody_at_the_terminal_and_a_no_change_nothing()
    {
        var before = await trial.SnapshotAsync();

        var nobody = await trial.InstallAsync(new RecordedOperator(answer: null), new());
        nobody.Status.Should().Be(ExitStatus.Refused);
        nobody.Text.Should().Contain("--yes");
        (await trial.InstallAsync(new RecordedOperator(answer: false), new())).Status.Should().Be(ExitStatus.Refused);

        (await trial.SnapshotAsync()).Should().Be(before);
    }

    [Fact(Timeout = Limit)]
    public async Task A_pivot_at_the_gate_stops_it_unless_a_reason_is_given()
    {
        (await trial.InstallAsync(gate: GateState.Pivot)).Status.Should().Be(ExitStatus.Refused);

        (await trial.InstallAsync(options: new() { Yes = true, OverrideGate = "asked by $(touch /pwned) 'us'" }, gate: GateState.Pivot)).Status.Should().Be(ExitStatus.Done);

        (await trial.Host.ShellAsync("cat /var/lib/spice-trial/transaction/journal; ls /pwned 2>&1 || true", Token)).Should().Contain("gate overridden: asked by $(touch /pwned) 'us'").And.Contain("cannot access");
    }

    [Fact(Timeout = Limit)]
    public async Task A_second_Install_confirms_what_the_first_left_or_says_that_it_is_there()
    {
        var first = await trial.InstallAsync();
        var operators = new RecordedOperator();

        var second = await trial.InstallAsync(operators);

        (first.Status, second.Status).Should().Be((ExitStatus.Done, ExitStatus.Done));
        operators.Text.Should().Contain("installed already");
        (await trial.ConfirmAsync()).Status.Should().Be(ExitStatus.Done, "confirming twice is harmless");
    }

    [Fact(Timeout = Limit)]
    public async Task Without_a_stock_package_that_could_come_back_nothing_is_changed()
    {
        var before = await trial.SnapshotAsync();
        await trial.Host.ShellAsync("mv /srv/debian /srv/gone", Token);
        try
        {
            var refused = await trial.InstallAsync();

            refused.Status.Should().Be(ExitStatus.Refused);
            refused.Text.Should().Contain("no package that brings back");
            (await trial.SnapshotAsync()).Should().Be(before);
        }
        finally
        {
            await trial.Host.ShellAsync("mv /srv/gone /srv/debian", Token);
        }
    }

    [Fact(Timeout = Limit)]
    public async Task A_change_by_somebody_else_is_reported_and_not_overwritten()
    {
        (await trial.InstallAsync()).Status.Should().Be(ExitStatus.Done);
        var library = "/usr/lib/x86_64-linux-gnu/libspice-server.so.1.14.2";
        await trial.Host.ShellAsync($"cp {library} /root/ours; printf x >> {library}", Token);

        var refused = await trial.RevertAsync();

        refused.Status.Should().Be(ExitStatus.Refused);
        refused.Text.Should().Contain("somebody else changed it");
        (await trial.Host.ShellAsync($"tail -c 1 {library}", Token)).Should().Be("x\n");

        await trial.Host.ShellAsync($"cp /root/ours {library}; rm /root/ours", Token);
        (await trial.RevertAsync()).Status.Should().Be(ExitStatus.Done, "once the foreign change is gone");
        (await trial.InstalledAsync()).Should().Be($"ii {TrialPackage.StockVersion}");
    }

    [Fact(Timeout = Limit)]
    public async Task The_plans_own_revert_exits_0_and_reverts_nothing()
    {
        (await trial.InstallAsync()).Status.Should().Be(ExitStatus.Done);

        var plan = await trial.Host.RunAsync(["apt-get", "install", "-y", "--reinstall", "libspice-server1"], Token);

        plan.ExitCode.Should().Be(0);
        (await trial.InstalledAsync()).Should().Be($"hi {TrialPackage.Version}", "that is why Revert does not use it");
        (await trial.RevertAsync()).Status.Should().Be(ExitStatus.Done);
        (await trial.InstalledAsync()).Should().Be($"ii {TrialPackage.StockVersion}");
    }

    [Fact(Timeout = Limit)]
    public async Task Hostile_names_of_domains_and_versions_are_data()
    {
        foreach (var name in (string[])["sf:0b4c", "a b'c\"d", "$(touch pwned)", "`id`;reboot"])
        {
            await trial.Host.DefineAsync(name, Token);
            await trial.Host.StartDomainAsync(name, Token);
        }

        var operators = new RecordedOperator();
        (await trial.InstallAsync(operators)).Status.Should().Be(ExitStatus.Done);

        operators.Text.Should().Contain("virsh destroy '$(touch pwned)'").And.Contain("virsh destroy sf:0b4c");
        (await trial.Host.ShellAsync("find / -xdev -name pwned", Token)).Should().BeEmpty();
        (await trial.RevertAsync()).Status.Should().Be(ExitStatus.Done);

        await trial.Host.ShellAsync("sed -i '/^Package: libspice-server1$/,/^$/s/^Version: .*/Version: 0.15.1-1$(touch \\/pwned)/' /var/lib/dpkg/status", Token);
        var refused = await trial.InstallAsync();
        refused.Status.Should().Be(ExitStatus.Refused);
        (await trial.Host.ShellAsync("ls /pwned 2>&1 || true", Token)).Should().Contain("cannot access");
        await trial.Host.ResetAsync(Token);
    }
}
