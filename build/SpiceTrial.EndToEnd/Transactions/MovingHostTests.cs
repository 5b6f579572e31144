using FluentAssertions;
using SpiceTrial.Hosts;
using Xunit;

namespace SpiceTrial.EndToEnd.Transactions;

/// <summary>Hosts that somebody changes while they are read: what is no picture of one moment is not judged.</summary>
public sealed class MovingHostTests
{
    const int Limit = 600_000;

    [Theory(Timeout = Limit)]
    [InlineData("echo '2026-01-31T12:00:00Z 1 confirmed ;' >> FOLDER/home/transaction/journal", TransactionState.Confirmed)]
    [InlineData("mv FOLDER/home/transaction FOLDER/gone", null, Traits = ["Run", "All"])]
    public async Task A_transaction_that_goes_on_while_the_host_is_read_is_said_to_be_at_work(string happens, TransactionState? state)
    {
        using var host = await FolderHost.StartAsync();
        await host.InstallAsync();
        host.Program("apt-cache", $"[ ! -e FOLDER/once ] || exit 0; : > FOLDER/once; {happens}");

        var reading = await host.ReadAsync("read");

        (reading.Running, reading.Transaction?.State).Should().Be(("whoever has ended a moment ago", state));
        (await host.ReadAsync("read")).Running.Should().BeNull();
    }

    [Fact(Timeout = Limit)]
    public async Task An_installation_that_ends_while_the_host_is_read_is_not_called_broken_off()
    {
        using var host = await FolderHost.StartAsync();
        host.At("verify", ": > FOLDER/verifying; until [ -e FOLDER/reading ]; do sleep 0.1; done");
        var installing = host.InstallAsync();
        while (!host.Has("verifying"))
            await Task.Delay(100, TestContext.Current.CancellationToken);
        host.Program("apt-cache", ": > FOLDER/reading; until flock -n FOLDER/home/lock true; do sleep 0.1; done");

        var reading = await host.ReadAsync("read");

        (await installing).ExitCode.Should().Be(0);
        reading.Running.Should().StartWith("install since");
        reading.Transaction!.State.Should().Be(TransactionState.Installed);
        (await host.StatusAsync()).Running.Should().BeNull();
    }

    [Theory(Timeout = Limit)]
    [InlineData(false)]
    [InlineData(true, Traits = ["Run", "All"])]
    public async Task Who_takes_back_what_was_broken_off_takes_back_nothing_that_is_whole(bool isConfirmed)
    {
        using var host = await FolderHost.StartAsync();
        await host.InstallAsync("one", "eve@desk");
        if (isConfirmed)
            await host.RunAsync("confirm");

        var refused = await host.RunAsync("revert", "--unfinished", "--id", "one");

        refused.ExitCode.Should().Be(3);
        refused.Output.Should().Be($"error: nothing was broken off: it is {(isConfirmed ? "confirmed" : "installed")}, of eve@desk\n");
        (await host.InstalledAsync()).Should().Be($"hi {FolderHost.Ours}");
    }
}
