using FluentAssertions;
using SpiceTrial.Hosts;
using Xunit;

namespace SpiceTrial.EndToEnd.Transactions;

/// <summary>Hosts whose dpkg, or whose owners, stand in the way back.</summary>
public sealed class WayBackTests
{
    const int Limit = 600_000;

    [Theory(Timeout = Limit)]
    [InlineData("--path-exclude=*/doc/*")]
    [InlineData("--refuse-downgrade", Traits = ["Run", "All"])]
    public async Task What_dpkgs_configuration_got_meanwhile_does_not_stop_the_way_back(string option)
    {
        using var host = await FolderHost.StartAsync();
        (await host.InstallAsync()).ExitCode.Should().Be(0);
        host.Configure(option);

        var reverted = await host.RunAsync("revert");

        reverted.ExitCode.Should().Be(0, reverted.Output);
        (await host.InstalledAsync()).Should().Be($"ii {FolderHost.Stock}");
        (await host.StatusAsync()).Should().Match<HostReading>(x => x.Transaction == null && !x.HasFolder);
    }

    [Fact(Timeout = Limit)]
    public async Task A_revert_that_is_asked_for_once_more_waits_for_the_first_at_a_lock_that_is_one()
    {
        using var host = await FolderHost.StartAsync();
        await host.InstallAsync();
        host.At("restart-stock", ": > FOLDER/waits; until [ -e FOLDER/at-go ]; do sleep 0.1; done");
        var first = host.RunAsync("revert");
        while (!host.Has("waits"))
            await Task.Delay(100, TestContext.Current.CancellationToken);
        host.Program("flock", ": > FOLDER/queues; exec /usr/bin/flock \"$@\"");
        var second = host.RunAsync("revert");
        while (!host.Has("queues"))
            await Task.Delay(100, TestContext.Current.CancellationToken);
        host.At("go", "");

        (await first).ExitCode.Should().Be(0);

        // Whoever ends a transaction takes the lock's file away with its folder.
        (await second).Should().Match<ProgramResult>(
            x => x.ExitCode == 0 && x.Error.Length == 0 && x.Output.Contains("nothing to take back"));
        (await host.StatusAsync()).HasFolder.Should().BeFalse();
    }

    [Fact(Timeout = Limit), Trait("Run", "All")]
    public async Task That_libvirt_is_down_is_said_to_who_asks_once_more_and_to_no_clean_up()
    {
        using var host = await FolderHost.StartAsync();
        host.Program("virsh", "exit 1");

        (await host.RunAsync("revert", "--unfinished")).ExitCode.Should().Be(0);

        (await host.RunAsync("revert")).Should().Match<ProgramResult>(
            x => x.ExitCode == 1 && x.Output.Contains("libvirt does not answer"));
    }

    [Fact(Timeout = Limit)]
    public async Task A_way_back_over_somebody_elses_package_that_is_broken_off_is_finished_by_the_switch()
    {
        using var host = await FolderHost.StartAsync();
        await host.InstallAsync();
        await host.UpgradeAsync();
        (await host.RunAsync("revert")).ExitCode.Should().Be(3);
        host.At("stock", "kill -9 $PPID");
        (await host.RunAsync("revert", "--replace")).ExitCode.Should().NotBe(0);
        (await host.InstalledAsync()).Should().Be($"ii {FolderHost.Update}");

        (await host.RunAsync("expire")).ExitCode.Should().Be(0);

        (await host.InstalledAsync()).Should().Be($"ii {FolderHost.Stock}");
        (await host.StatusAsync()).Transaction.Should().BeNull();
    }

    [Fact(Timeout = Limit), Trait("Run", "All")]
    public async Task Why_it_was_taken_back_is_why_that_began_and_not_what_went_wrong_on_the_way()
    {
        using var host = await FolderHost.StartAsync();
        await host.InstallAsync();
        host.At("stock", "mv FOLDER/home/transaction/stock.deb FOLDER/away");
        (await host.RunAsync("revert", "--reason", "eve asked for it")).ExitCode.Should().Be(1);
        host.At("stock", "mv FOLDER/away FOLDER/home/transaction/stock.deb");

        (await host.RunAsync("expire")).ExitCode.Should().Be(0);

        (await host.StatusAsync()).LastOutcome.Should().EndWith("Z reverted: eve asked for it");
    }

    [Theory(Timeout = Limit), Trait("Run", "All")]
    [InlineData(false, $"ii {FolderHost.Ours}")]
    [InlineData(true, $"hi {FolderHost.Update}")]
    public async Task Who_keeps_a_changed_package_is_rid_of_our_hold_and_keeps_a_hold_of_his_own(bool isUpgraded, string installed)
    {
        using var host = await FolderHost.StartAsync();
        await host.InstallAsync();
        await (isUpgraded ? host.UpgradeAsync() : host.EditLibraryAsync());
        if (isUpgraded)
            await host.HoldAsync();

        var kept = await host.RunAsync("forget");

        kept.ExitCode.Should().Be(0);
        kept.Output.Contains("not on hold any more", StringComparison.Ordinal).Should().Be(!isUpgraded);
        (await host.InstalledAsync()).Should().Be(installed);
    }
}
