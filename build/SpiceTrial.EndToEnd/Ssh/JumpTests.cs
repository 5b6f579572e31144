using FluentAssertions;
using SpiceTrial.Hosts;
using Xunit;

namespace SpiceTrial.EndToEnd.Ssh;

public sealed class JumpTests
{
    static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact(Timeout = 180_000)]
    public async Task Commands_and_files_go_through_the_jump_host()
    {
        await using var target = await SshHost.StartAsync();
        await using var jump = await SshHost.StartAsync();
        await LeadAsync(target, "ProxyJump first", ("first", jump, ""));
        await File.WriteAllTextAsync(target.At("local"), "content", Token);

        await using (var connection = await target.ConnectAsync(Token))
        {
            await connection.DownloadAsync(target.At("local"), target.At("remote"), asRoot: false, progress: null, Token);
            (await connection.RunAsync(new RemoteCommand("cat", target.At("remote")), Token)).Output.Should().Be("content");
        }

        // It was no way around it.
        await jump.RestartAsync("AllowTcpForwarding no");
        (await ErrorAsync(target)).What.Should().Contain("first");
        await jump.StopAsync();
        (await ErrorAsync(target)).What.Should().Contain("Jump host first").And.Contain("refused");
    }

    [Theory(Timeout = 180_000)]
    [InlineData("first,second", "", "none")]
    [InlineData("second", "first", "none")]
    [InlineData("first,second", "nowhere.invalid", "none")]
    public async Task Several_jump_hosts_lead_on_as_with_ssh(string jumps, string ofSecond, string ofFirst)
    {
        await using var target = await SshHost.StartAsync();
        await using var first = await SshHost.StartAsync();
        await using var second = await SshHost.StartAsync();
        await LeadAsync(target, $"ProxyJump {jumps}", ("first", first, $"ProxyJump {ofFirst}"),
            ("second", second, ofSecond.Length > 0 ? $"ProxyJump {ofSecond}" : ""));

        await using (var connection = await target.ConnectAsync(Token))
            (await connection.RunAsync(new RemoteCommand("echo", "in"), Token)).Output.Should().Be("in\n");

        foreach (var hop in (SshHost[])[first, second])
            (await File.ReadAllTextAsync(hop.At("sshd.log"), Token)).Should().Contain("Accepted publickey");
    }

    [Fact(Timeout = 180_000)]
    public async Task Each_host_on_the_way_must_show_its_own_known_key()
    {
        await using var target = await SshHost.StartAsync();
        await using var jump = await SshHost.StartAsync();
        await LeadAsync(target, "ProxyJump first", ("first", jump, ""));

        File.Delete(target.KnownHosts);
        var ofTarget = await ErrorAsync(target);
        ofTarget.What.Should().Contain("not known").And.Contain(await Keys.FingerprintAsync(target.HostKey()));
        ofTarget.Where.Should().Contain(target.LookupName);
        ofTarget.Hint.Should().NotContain("keyscan");
        ofTarget.Status.Should().Be(ExitStatus.Refused);

        File.Delete(jump.KnownHosts);
        var ofJump = await ErrorAsync(target);
        ofJump.What.Should().Contain("Jump host first").And.Contain(await Keys.FingerprintAsync(jump.HostKey()));
        ofJump.Status.Should().Be(ExitStatus.Refused);
    }

    [Fact(Timeout = 180_000)]
    public async Task Where_nothing_answers_behind_the_jump_host_the_record_stands_in()
    {
        await using var target = await SshHost.StartAsync();
        await using var jump = await SshHost.StartAsync();
        await LeadAsync(target, "ProxyJump first", ("first", jump, ""));
        await target.RecordAsync();
        await target.StopAsync();

        var package = await target.ResolveAsync();

        package.Origin.Should().Be(Origin.Recorded);
        package.Warnings.Should().ContainSingle().Which.Should().Contain("the jump host first gets no answer");
    }

    [Fact(Timeout = 180_000)]
    public async Task Jump_hosts_in_a_circle_are_an_error()
    {
        await using var target = await SshHost.StartAsync();
        await LeadAsync(target, $"ProxyJump {SshHost.Alias}");

        (await ErrorAsync(target)).What.Should().Contain("circle");
    }

    [Fact(Timeout = 180_000)]
    public async Task A_ProxyCommand_leads_to_the_host_whose_own_key_is_checked()
    {
        await using var target = await SshHost.StartAsync();
        await target.RecordAsync();
        await File.WriteAllTextAsync(target.At("local"), "content", Token);
        // There is no other way to it.
        await target.WriteClientConfigurationAsync("HostName behind.invalid\nHostKeyAlias [127.0.0.1]:%PORT%".Replace("%PORT%",
            $"{target.Port}")
                + $"\nProxyCommand bash -c 'exec 3<>/dev/tcp/127.0.0.1/{target.Port} || exit 1; cat <&3 & exec cat >&3; : %h %p'");
        var text = await File.ReadAllTextAsync(target.ClientConfiguration, Token);
        await File.WriteAllTextAsync(target.ClientConfiguration, text.Replace("    HostName 127.0.0.1\n", ""), Token);

        await using (var connection = await target.ConnectAsync(Token))
        {
            await connection.DownloadAsync(target.At("local"), target.At("remote"), asRoot: false, progress: null, Token);
            (await connection.RunAsync(new RemoteCommand("cat", target.At("remote")), Token)).Output.Should().Be("content");
        }

        await target.StopAsync();
        (await target.ResolveAsync()).Warnings.Should().ContainSingle().Which.Should().Contain("ProxyCommand brings no answer")
            .And.Contain("refused");
    }

    [Fact(Timeout = 180_000)]
    public async Task Another_user_of_this_machine_is_not_let_through()
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "only root can be another user");
        await using var target = await SshHost.StartAsync();
        await using var jump = await SshHost.StartAsync();
        await LeadAsync(target, "ProxyJump first", ("first", jump, ""));
        var before = await ListeningAsync();
        await using var connection = await target.ConnectAsync(Token);

        // Other tests of this process listen too, and let anybody in.
        List<(string Root, string Other)> greetings = [];
        foreach (var port in (await ListeningAsync()).Except(before))
            greetings.Add((await GreetingAsync(port, "root"), await GreetingAsync(port, "nobody")));
        greetings.Should().Contain(x => x.Root.StartsWith("SSH-2.0", StringComparison.Ordinal) && x.Other.Length == 0);
    }

    static async Task<string> GreetingAsync(string port, string user) => (await Programs.RunAsync(
        new("setpriv", "--reuid", user, "--clear-groups", "timeout", "20", "bash", "-c",
            $"exec 3<>/dev/tcp/127.0.0.1/{port}; head -n 1 <&3"), Token)).Output;

    /// <summary>The ports on which this process listens.</summary>
    static async Task<IReadOnlyList<string>> ListeningAsync()
    {
        var output = await Programs.OutputOfAsync(new("ss", "-Hltnp"), "ss failed", Token);
        return [.. output.Split('\n').Where(x => x.Contains($"pid={Environment.ProcessId},"))
            .Select(x => x.Split(' ', StringSplitOptions.RemoveEmptyEntries)[3].Split(':')[^1])];
    }

    /// <summary>Writes one configuration for the target and the jump hosts, each with its own user key and known_hosts.</summary>
    static async Task LeadAsync(SshHost target, string setting, params (string Alias, SshHost Host, string More)[] hops)
    {
        await target.WriteClientConfigurationAsync(setting);
        foreach (var (alias, host, more) in hops)
        {
            await host.WriteClientConfigurationAsync(more);
            var text = await File.ReadAllTextAsync(host.ClientConfiguration, Token);
            await File.AppendAllTextAsync(target.ClientConfiguration, text.Replace($"Host {SshHost.Alias}", $"Host {alias}"), Token);
        }
    }

    static async Task<TrialException> ErrorAsync(SshHost target)
    {
        var connecting = () => target.ConnectAsync(Token);
        return (await connecting.Should().ThrowAsync<TrialException>()).Which;
    }
}
