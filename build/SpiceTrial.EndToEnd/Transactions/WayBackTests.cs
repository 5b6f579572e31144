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
