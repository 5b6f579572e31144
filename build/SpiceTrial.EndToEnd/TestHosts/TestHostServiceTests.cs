using FluentAssertions;
using SpiceTrial.Testing;
using Xunit;

namespace SpiceTrial.EndToEnd.TestHosts;

/// <summary>What <c>./build.sh TestHost --up</c> and <c>--down</c> do.</summary>
public sealed class TestHostServiceTests : IAsyncLifetime
{
    const int Limit = 600_000;

    readonly string folder = Path.Combine(Path.GetTempPath(), $"spice-trial-host-{Guid.NewGuid().ToString("N")[..8]}");
    readonly List<string> said = [];

    static CancellationToken Token => TestContext.Current.CancellationToken;

    TestHostService Service => new(folder, Hypervisor.Workspace, said.Add);

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        await Service.DownAsync(CancellationToken.None);
        File.Delete(folder + ".lock");
    }

    [Fact(Timeout = Limit)]
    public async Task A_host_that_was_switched_on_stays_a_second_time_is_harmless_and_off_leaves_nothing()
    {
        var configuration = await Service.UpAsync(new(), Token);
        var boot = await SayAsync(configuration, "cat /etc/machine-id");
        (await SayAsync(configuration, "sudo -n virsh list --all --name")).Should().Contain(TestDomain.Started)
            .And.Contain(TestDomain.Stopped);
        (await SayAsync(configuration, "sudo -n virsh list --name")).Trim().Should().Be(TestDomain.Started);

        (await Service.UpAsync(new(), Token)).Should().Be(configuration);
        said[^1].Should().Contain("up already");
        (await SayAsync(configuration, "cat /etc/machine-id")).Should().Be(boot);

        var groups = await File.ReadAllLinesAsync(Path.Combine(folder, "groups"), Token);
        (await Service.DownAsync(Token)).Should().BeTrue();
        Directory.Exists(folder).Should().BeFalse();
        groups.Should().NotBeEmpty().And.OnlyContain(x => !Directory.Exists(x));
        (await Service.DownAsync(Token)).Should().BeFalse();
    }

    [Fact(Timeout = Limit), Trait("Run", "All")]
    public async Task What_a_killed_start_has_left_is_taken_away_by_the_next()
    {
        var configuration = await Service.UpAsync(new(), Token);
        var left = await File.ReadAllLinesAsync(Path.Combine(folder, "groups"), Token);
        // Killed before the end: its processes run, but the last file is missing.
        File.Delete(configuration);

        await Service.UpAsync(new(), Token);

        left.Should().OnlyContain(x => !Directory.Exists(x));
        (await SayAsync(configuration, "hostname")).Trim().Should().Be("sf-2");
    }

    [Fact(Timeout = Limit)]
    public async Task A_host_that_nobody_can_reach_any_more_is_not_called_up()
    {
        var configuration = await Service.UpAsync(new(), Token);
        await SayAsync(configuration, "sudo -n systemctl stop ssh.service");

        await Service.UpAsync(new(), Token);

        said.Should().NotContain(x => x.Contains("up already", StringComparison.Ordinal));
        (await SayAsync(configuration, "hostname")).Trim().Should().Be("sf-2");
    }

    static async Task<string> SayAsync(string configuration, string command) =>
        await Programs.OutputOfAsync(new("ssh", "-F", configuration, "sf-2", command), "ssh failed", Token);
}
