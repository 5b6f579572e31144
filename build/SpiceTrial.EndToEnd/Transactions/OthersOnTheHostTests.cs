using FluentAssertions;
using SpiceTrial.Hosts;
using Xunit;

namespace SpiceTrial.EndToEnd.Transactions;

/// <summary>Other operators and timers that are at work on the same host: what is theirs stays.</summary>
public sealed class OthersOnTheHostTests
{
    const int Limit = 600_000;

    [Fact(Timeout = Limit)]
    public async Task Who_means_another_transaction_ends_no_installation_of_somebody_else()
    {
        using var host = await FolderHost.StartAsync();
        (await host.InstallAsync("one", "eve@desk")).ExitCode.Should().Be(0);

        foreach (var verb in (string[])["revert", "confirm", "forget"])
        foreach (var id in (string[])["two", "none"])
        {
            var refused = await host.RunAsync(verb, "--reason", "clean up", "--id", id);

            refused.ExitCode.Should().Be(3);
            refused.Output.Should().StartWith("error: another transaction is open, of eve@desk since 20");
        }

        (await host.InstalledAsync()).Should().Be($"hi {FolderHost.Ours}");
        (await host.StatusAsync()).Should().Match<HostReading>(x => x.IsArmed && x.Transaction!.State == TransactionState.Installed);
        (await host.RunAsync("revert", "--id", "one")).ExitCode.Should().Be(0, "its own call may take it back");
        (await host.InstalledAsync()).Should().Be($"ii {FolderHost.Stock}");
    }

    [Fact(Timeout = Limit)]
    public async Task A_clean_up_ends_what_was_broken_off_before_it_had_a_name()
    {
        using var host = await FolderHost.StartAsync();
        host.BreakOffAtBegin();

        (await host.RunAsync("revert", "--reason", "clean up", "--id", "two")).ExitCode.Should().Be(0);

        (await host.StatusAsync()).Should().Match<HostReading>(x => x.Transaction == null && !x.HasFolder);
    }

    [Fact(Timeout = Limit), Trait("Run", "All")]
    public async Task Of_two_libvirts_the_one_that_runs_is_restarted_and_the_other_is_not_started()
    {
        using var host = await FolderHost.StartAsync();
        host.Inactive("libvirtd.service");

        (await host.InstallAsync()).ExitCode.Should().Be(0);
        (await host.RunAsync("revert")).ExitCode.Should().Be(0);

        host.Restarted().Should().Equal("virtqemud.service", "virtqemud.service");
    }

    [Fact(Timeout = Limit), Trait("Run", "All")]
    public async Task Revert_restarts_the_libvirt_that_has_taken_the_recorded_ones_place()
    {
        using var host = await FolderHost.StartAsync();
        (await host.InstallAsync()).ExitCode.Should().Be(0);
        host.Inactive("libvirtd.service");

        (await host.RunAsync("revert")).ExitCode.Should().Be(0);

        host.Restarted().Should().Equal("libvirtd.service", "virtqemud.service");
    }

    [Fact(Timeout = Limit), Trait("Run", "All")]
    public async Task An_upgrade_before_Install_reaches_the_package_ends_the_installation_and_stays()
    {
        using var host = await FolderHost.StartAsync();
        host.UpgradeAt("reserve");

        var refused = await host.InstallAsync();

        refused.ExitCode.Should().Be(3);
        refused.Output.Should().Contain($"the host has another library than a moment ago ({FolderHost.Update})");
        (await host.InstalledAsync()).Should().Be($"ii {FolderHost.Update}");
        (await host.StatusAsync()).Transaction.Should().BeNull("nothing of ours was there, so nobody has to choose");
    }

    [Fact(Timeout = Limit)]
    public Task An_upgrade_that_Install_waits_for_is_not_overwritten() => UpgradedAtUnpackAsync(isAtWork: true);

    [Fact(Timeout = Limit), Trait("Run", "All")]
    public Task An_upgrade_just_before_dpkg_is_called_is_not_overwritten() => UpgradedAtUnpackAsync(isAtWork: false);

    static async Task UpgradedAtUnpackAsync(bool isAtWork)
    {
        using var host = await FolderHost.StartAsync();
        if (isAtWork)
            host.UpgradeSlowlyFrom("unpack");
        else
            host.UpgradeAt("unpack");

        var refused = await host.InstallAsync();

        refused.ExitCode.Should().Be(3);
        refused.Output.Contains("waiting for dpkg's lock", StringComparison.Ordinal).Should().Be(isAtWork);
        refused.Output.Should().Contain($"refused: the host has {FolderHost.Update} now");
        (await host.InstalledAsync()).Should().Be($"ii {FolderHost.Update}");
        (await host.StatusAsync()).Should().Match<HostReading>(x => x.Transaction!.State == TransactionState.Foreign);
    }

    [Fact(Timeout = Limit), Trait("Run", "All")]
    public async Task An_upgrade_that_gets_between_the_installation_and_its_hold_is_not_held()
    {
        using var host = await FolderHost.StartAsync();
        host.UpgradeSlowlyFrom("hold", anotherFirst: true);

        var refused = await host.InstallAsync();

        refused.ExitCode.Should().Be(3);
        refused.Output.Should().Contain("waiting for dpkg's lock").And.Contain($"refused: the host has {FolderHost.Update} now");
        (await host.InstalledAsync()).Should().Be($"ii {FolderHost.Update}");
        (await host.StatusAsync()).Transaction!.State.Should().Be(TransactionState.Foreign);
    }

    [Fact(Timeout = Limit)]
    public Task An_upgrade_that_Revert_waits_for_is_not_overwritten() => UpgradedOnTheWayBackAsync("revert");

    [Fact(Timeout = Limit), Trait("Run", "All")]
    public Task An_upgrade_that_the_switch_waits_for_is_not_overwritten() => UpgradedOnTheWayBackAsync("expire");

    [Fact(Timeout = Limit)]
    public Task An_upgrade_between_the_stock_package_and_its_old_hold_is_not_held() => UpgradedOnTheWayBackAsync("revert", isHeld: true);

    // Of a package that was held, after stock is back and before its hold is.
    static async Task UpgradedOnTheWayBackAsync(string verb, bool isHeld = false)
    {
        using var host = await FolderHost.StartAsync();
        if (isHeld)
            await host.HoldAsync();
        (await host.InstallAsync(within: "0")).ExitCode.Should().Be(0);
        host.UpgradeSlowlyFrom(isHeld ? "marks" : "stock", anotherFirst: isHeld);

        var refused = await host.RunAsync(verb, "--lock-timeout", "20");

        refused.ExitCode.Should().Be(3);
        refused.Output.Should().Contain("waiting for dpkg's lock").And.Contain($"refused: the host has {FolderHost.Update} now");
        (await host.InstalledAsync()).Should().Be($"ii {FolderHost.Update}");
        (await host.StatusAsync()).Transaction!.State.Should().Be(TransactionState.Foreign);
    }

    [Fact(Timeout = Limit), Trait("Run", "All")]
    public async Task A_stock_package_that_comes_back_before_the_hold_ends_the_installation_as_taken_back()
    {
        using var host = await FolderHost.StartAsync();
        host.UpgradeAt("hold", FolderHost.Stock);

        var reverted = await host.InstallAsync();

        reverted.ExitCode.Should().Be(4, "the package was changed, and libvirt restarted");
        reverted.Output.Should().EndWith($"reverted: somebody else has replaced ours: the host has {FolderHost.Stock} now\n");
        (await host.StatusAsync()).Transaction.Should().BeNull();
    }

    [Fact(Timeout = Limit), Trait("Run", "All")]
    public async Task A_refused_run_is_not_the_reason_why_another_ones_installation_was_taken_back()
    {
        using var host = await FolderHost.StartAsync();
        (await host.InstallAsync()).ExitCode.Should().Be(0);
        (await host.InstallAsync("two", "eve@desk")).ExitCode.Should().Be(3);
        await host.UnholdAsync();

        var reverted = await host.RunAsync("confirm", "--id", "one");

        reverted.ExitCode.Should().Be(4);
        reverted.Output.Should().EndWith("reverted: the package is not on hold\n");
    }

    [Fact(Timeout = Limit), Trait("Run", "All")]
    public async Task Confirm_of_one_transaction_does_not_say_that_another_one_is_confirmed()
    {
        using var host = await FolderHost.StartAsync();
        await host.InstallAsync("one", "eve@desk");
        (await host.RunAsync("confirm", "--id", "one")).ExitCode.Should().Be(0);

        var refused = await host.RunAsync("confirm", "--id", "two");

        refused.ExitCode.Should().Be(3);
        refused.Output.Should().Contain("another transaction is open, of eve@desk");
        (await host.RunAsync("confirm", "--id", "one")).Output.Should().Be("confirmed already\n");
    }

    [Theory(Timeout = Limit), Trait("Run", "All")]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_confirmed_package_that_lost_its_hold_is_held_again_by_Confirm(bool byDpkg)
    {
        using var host = await FolderHost.StartAsync();
        await host.InstallAsync();
        (await host.RunAsync("confirm")).ExitCode.Should().Be(0);
        await (byDpkg ? host.InstallByHandAsync() : host.UnholdAsync());
        (await host.InstalledAsync()).Should().Be($"ii {FolderHost.Ours}");

        (await host.RunAsync("confirm")).ExitCode.Should().Be(0);

        (await host.InstalledAsync()).Should().Be($"hi {FolderHost.Ours}");
        (await host.StatusAsync()).Transaction!.State.Should().Be(TransactionState.Confirmed);
        (await host.RunAsync("revert")).ExitCode.Should().Be(0);
        (await host.InstalledAsync()).Should().Be($"ii {FolderHost.Stock}");
    }

    [Theory(Timeout = Limit), Trait("Run", "All")]
    [InlineData(true, $"another build of {FolderHost.Ours}")]
    [InlineData(false, FolderHost.Update)]
    public Task Confirm_holds_nothing_that_somebody_put_over_ours(bool build, string theirs) => ReplacedAsync(
        host => build ? host.ReplaceByAnotherBuildAsync() : host.UpgradeAsync(), theirs, build ? FolderHost.Ours : FolderHost.Update);

    [Fact(Timeout = Limit)]
    public Task Confirm_holds_no_upgrade_that_it_waits_for() => ReplacedAsync(
        async host =>
        {
            await host.UnholdAsync();
            await host.BeginUpgradeAsync();
        }, "", FolderHost.Update);

    static async Task ReplacedAsync(Func<FolderHost, Task> replace, string said, string left)
    {
        using var host = await FolderHost.StartAsync();
        await host.InstallAsync();
        (await host.RunAsync("confirm")).ExitCode.Should().Be(0);
        await replace(host);

        var refused = await host.RunAsync("confirm", "--lock-timeout", "20");

        refused.ExitCode.Should().Be(3);
        refused.Output.Should().Contain($"somebody else has replaced ours: the host has {said}");
        (await host.InstalledAsync()).Should().Be($"ii {left}");
    }

    [Fact(Timeout = Limit), Trait("Run", "All")]
    public async Task A_host_whose_dpkg_leaves_documentation_out_takes_the_package_and_gives_it_back()
    {
        using var host = await FolderHost.StartAsync("--path-exclude=*/doc/*");

        (await host.InstallAsync()).Output.Should().EndWith("step: installed\n");

        (await host.InstalledAsync()).Should().Be($"hi {FolderHost.Ours}");
        (await host.RunAsync("revert")).ExitCode.Should().Be(0);
        (await host.InstalledAsync()).Should().Be($"ii {FolderHost.Stock}");
    }
}
