using FluentAssertions;
using SpiceTrial.Hosts;
using SpiceTrial.Verdicts;
using Xunit;

namespace SpiceTrial.EndToEnd.Transactions;

/// <summary>The operator has gone: what the host does alone.</summary>
public sealed class SwitchTests(TrialHost trial) : OnTrialHost(trial)
{
    [Fact(Timeout = Limit)]
    public async Task What_nobody_confirms_is_taken_back_in_time_and_its_journal_is_kept_until_somebody_looks()
    {
        var before = await Trial.SnapshotAsync();
        await LeaveAsync(TimeSpan.FromSeconds(20));
        (await Trial.FactsAsync()).Should().Match<HostReading>(x => x.IsArmed && x.Transaction!.State == TransactionState.Installed);

        await UntilAsync(x => x.Transaction is null);

        (await Trial.FactsAsync()).LastOutcome.Should().Contain("nobody confirmed it in time");
        (await Trial.ConfirmAsync()).Should().Match<Ending>(x => x.Status == ExitStatus.Reverted && x.Text.Contains("nobody confirmed it"));
        (await Trial.RevertAsync()).Status.Should().Be(ExitStatus.Done);
        (await Trial.SnapshotAsync()).Should().Be(before);
    }

    [Fact(Timeout = Limit), Trait("Run", "All")]
    public async Task An_open_transaction_of_somebody_else_is_refused_with_its_owner_and_the_way_to_end_it()
    {
        await LeaveAsync(TimeSpan.FromMinutes(10));

        var refused = await Trial.InstallAsync(artifacts: await Trial.PackageAsync("another", ("postinst", "true")) is var other
            ? other with { Artifacts = other.Artifacts with { Manifest = other.Artifacts.Manifest
                with { Files = [.. other.Artifacts.Manifest.Files.Select(x => x with { BuildId = new string('0', 40) })] } } }
            : null);

        refused.Status.Should().Be(ExitStatus.Refused);
        refused.Text.Should().Contain("begun by eve@desk").And.Contain("Revert");
        (await Trial.FactsAsync()).Transaction!.State.Should().Be(TransactionState.Installed, "it is left alone");
    }

    [Fact(Timeout = Limit), Trait("Run", "All")]
    public async Task A_clean_up_leaves_what_somebody_else_has_installed_meanwhile()
    {
        await LeaveAsync(TimeSpan.FromMinutes(10));

        (await Trial.Transaction().RevertAsync("000000000000", "clean up", TimeSpan.FromSeconds(5), _ => { }, Token))
            .Should().Match<VerbResult>(x => x.Status == ExitStatus.Refused && x.Reason.Contains("another transaction is open"));

        (await Trial.FactsAsync()).Should().Match<HostReading>(x => x.IsArmed && x.Transaction!.State == TransactionState.Installed);
    }

    [Fact(Timeout = Limit)]
    public async Task Confirm_keeps_it_and_disarms_the_switch_and_the_wall_clock_plays_no_part()
    {
        await LeaveAsync(TimeSpan.FromMinutes(10));
        (await Trial.Host.ShellAsync("systemctl show -p TimersCalendar,TimersMonotonic spice-trial-revert.timer", Token))
            .Should().NotContain("OnCalendar").And.Contain("OnUnitInactiveUSec");

        (await Trial.ConfirmAsync()).Status.Should().Be(ExitStatus.Done);

        (await Trial.FactsAsync())
            .Should().Match<HostReading>(x => !x.IsArmed && x.Transaction!.State == TransactionState.Confirmed && x.Package!.IsHeld);
        (await Trial.Host.ShellAsync("ls /etc/systemd/system/spice-trial* 2>/dev/null || true", Token)).Should().BeEmpty();
    }

    [Fact(Timeout = Limit)]
    public async Task An_orderly_restart_takes_an_unconfirmed_package_back_before_libvirt_starts_a_guest()
    {
        var before = await Trial.SnapshotAsync();
        await LeaveAsync(TimeSpan.FromMinutes(10));

        foreach (var unit in (string[])["libvirtd.service", "libvirt-guests.service"])
            (await Trial.Host.ShellAsync($"systemctl show -p After --value {unit}", Token)).Should().Contain("spice-trial-revert.boot");
        await Trial.Host.RebootAsync(Token);

        (await Trial.InstalledAsync()).Should().Be($"ii {TrialPackage.StockVersion}");
        (await Trial.FactsAsync()).LastOutcome.Should().Contain("started again before anybody confirmed");
        (await Trial.RevertAsync()).Status.Should().Be(ExitStatus.Done);
        (await Trial.SnapshotAsync()).Should().Be(before);
    }

    [Fact(Timeout = Limit), Trait("Run", "All")]
    public async Task A_confirmed_package_stays_over_a_restart()
    {
        (await Trial.InstallAsync()).Status.Should().Be(ExitStatus.Done);

        await Trial.Host.RebootAsync(Token);

        (await Trial.InstalledAsync()).Should().Be($"hi {TrialPackage.Version}");
        (await Trial.RevertAsync()).Status.Should().Be(ExitStatus.Done);
    }

    // Installs as a client that is then gone.
    async Task LeaveAsync(TimeSpan within)
    {
        var transaction = Trial.Transaction();
        var call = InstallCall.For(await Trial.FactsAsync(), Trial.Package, GateState.Proceed.Because("as the test says"),
            new() { ConfirmWithin = within }) with { Owner = "eve@desk" };
        await transaction.UploadAsync(call, Trial.Package.Artifacts.LibraryFile, Token);
        (await transaction.InstallAsync(call, _ => { }, Token)).Status.Should().Be(ExitStatus.Done);
    }

    async Task UntilAsync(Func<HostReading, bool> holds)
    {
        while (!holds(await Trial.FactsAsync()))
            await Task.Delay(1000, Token);
    }
}
