using FluentAssertions;
using SpiceTrial.Hosts;
using Xunit;

namespace SpiceTrial.EndToEnd.Ssh;

/// <summary>A hardened sshd begins a new key exchange in the middle of a session, and shows its key again.</summary>
public sealed class RekeyTests
{
    static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact(Timeout = 180_000)]
    public async Task A_host_that_changes_the_session_keys_every_16_kilobytes_is_used_like_any_other()
    {
        await using var host = await SshHost.StartAsync();
        await host.RestartAsync("RekeyLimit 16K");
        await using var connection = await host.ConnectAsync(Token);
        var sent = string.Concat(Enumerable.Range(0, 20_000).Select(x => $"line {x}\n"));

        var echoed = await connection.RunAsync(new RemoteCommand("cat") { Input = sent }, Token);
        var after = await connection.RunAsync(new RemoteCommand("echo", "still there"), Token);

        echoed.Should().Be(new RemoteResult(0, sent, ""));
        after.Output.Should().Be("still there\n");
    }

    [Fact(Timeout = 180_000)]
    public async Task A_jump_host_and_the_host_behind_it_may_both_do_so()
    {
        await using var jump = await SshHost.StartAsync();
        await using var host = await SshHost.StartAsync();
        await jump.RestartAsync("RekeyLimit 16K");
        await host.RestartAsync("RekeyLimit 32K");
        await host.WriteClientConfigurationAsync("ProxyJump the-jump-host");
        await File.AppendAllTextAsync(host.ClientConfiguration,
            (await File.ReadAllTextAsync(jump.ClientConfiguration, Token)).Replace(SshHost.Alias, "the-jump-host"), Token);
        await using var connection = await host.ConnectAsync(Token);

        var result = await connection.RunAsync(new RemoteCommand("head", "-c", "1000000", "/dev/zero"), Token);

        result.Output.Should().HaveLength(1_000_000);
    }

    [Fact(Timeout = 180_000)]
    public async Task The_time_limit_of_a_session_key_is_survived_too()
    {
        await using var host = await SshHost.StartAsync();
        await host.RestartAsync("RekeyLimit default 1");
        await using var connection = await host.ConnectAsync(Token);

        var result = await connection.RunAsync(
            new RemoteCommand("sh", "-c", "for i in 1 2 3 4 5; do echo $i; sleep 1; done"), Token);

        result.Output.Should().Be("1\n2\n3\n4\n5\n");
    }

    [Fact(Timeout = 180_000)]
    public async Task A_key_shown_later_must_be_a_known_one_as_the_first()
    {
        await using var host = await SshHost.StartAsync();
        var settings = await SshConfiguration.ReadAsync(new(SshHost.Alias), host.ClientConfiguration, Token);
        var check = new HostKeyCheck(settings, host.ClientConfiguration, await KnownHosts.FindAsync(settings, Token));
        await Keys.MakeAsync(host.At("other"));

        check.Accepts(await KeyOf(host.HostKey())).Should().BeTrue();
        check.Accepts(await KeyOf(host.At("other"))).Should().BeFalse();
        check.Accepted.Should().BeFalse();
        check.Problem!.What.Should().Contain("has changed");
    }

    static async Task<byte[]> KeyOf(string file) =>
        Convert.FromBase64String((await File.ReadAllTextAsync(file + ".pub", Token)).Split(' ')[1]);
}
