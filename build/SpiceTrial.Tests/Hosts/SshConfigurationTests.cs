using CliWrap;
using CliWrap.Buffered;
using FluentAssertions;
using SpiceTrial.Hosts;
using Xunit;

namespace SpiceTrial.Tests.Hosts;

public sealed class SshConfigurationTests : IDisposable
{
    readonly string folder = Directory.CreateTempSubdirectory("ssh config ").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact(Timeout = 120_000)]
    public async Task What_ssh_prints_is_what_is_used()
    {
        var settings = await Effective(
            $"""
            Host alias
                HostName 192.0.2.7
                User operator
                Port 2222
                IdentityFile "{folder}/id_%h_%r"
                IdentityFile %d/second
                UserKnownHostsFile "{folder}/known" /a/second
                GlobalKnownHostsFile none
                HostKeyAlias other
                ConnectTimeout 7
            """);

        settings.Should().BeEquivalentTo(new
        {
            Host = "alias",
            HostName = "192.0.2.7",
            User = "operator",
            Port = 2222,
            IdentityFiles = new[] { $"{folder}/id_192.0.2.7_operator", $"{Home}/second" },
            KnownHostsFiles = new[] { $"{folder}/known", "/a/second" },
            HostKeyAlias = "other",
            ConnectTimeout = TimeSpan.FromSeconds(7),
            ProxyJump = (string?)null,
            ProxyCommand = (string?)null,
        });
    }

    [Fact(Timeout = 120_000)]
    public async Task Without_settings_the_defaults_of_ssh_hold_but_the_time_out_is_ten_seconds()
    {
        var settings = await Effective("");

        settings.HostName.Should().Be("alias");
        settings.Port.Should().Be(22);
        settings.ConnectTimeout.Should().Be(TimeSpan.FromSeconds(10));
        settings.IdentityFiles.Should().Contain($"{Home}/.ssh/id_ed25519");
        settings.KnownHostsFiles.Should().Contain("/etc/ssh/ssh_known_hosts").And.OnlyContain(file => file.StartsWith('/'));
    }

    [Theory(Timeout = 120_000)]
    [InlineData("ProxyJump a,b", "a,b", null)]
    [InlineData("ProxyCommand nc %h %p %% ~", null, "nc alias 22 % ~")]
    [InlineData("ProxyJump none", null, null)]
    public async Task The_way_to_a_host_is_read(string line, string? jump, string? command) =>
        (await Effective(line)).Should().BeEquivalentTo(new { ProxyJump = jump, ProxyCommand = command });

    [Fact(Timeout = 120_000)]
    public async Task A_name_that_a_shell_would_run_is_not_put_into_a_ProxyCommand()
    {
        var reading = () => Effective("User $(id)\nProxyCommand nc %r");

        (await reading.Should().ThrowAsync<TrialException>()).Which.What.Should().Contain("$(id)");
    }

    [Fact(Timeout = 120_000)]
    public async Task When_a_silent_connection_is_given_up_is_read()
    {
        (await Effective("ServerAliveInterval 7\nServerAliveCountMax 5"))
            .Should().BeEquivalentTo(new { AliveInterval = TimeSpan.FromSeconds(7), AliveCount = 5 });
        (await Effective("")).Should().BeEquivalentTo(new { AliveInterval = TimeSpan.FromSeconds(15), AliveCount = 3 });
    }

    [Theory]
    [InlineData("none", null)]
    [InlineData("/run/agent", "/run/agent")]
    [InlineData("~/agent", "HOME/agent")]
    [InlineData("$NO_SUCH_VARIABLE", null)]
    public async Task The_agent_is_that_of_the_configuration(string setting, string? socket) =>
        (await Effective($"IdentityAgent {setting}")).AgentSocket.Should().Be(socket?.Replace("HOME", Home));

    [Fact(Timeout = 120_000)]
    public async Task A_token_that_is_not_known_here_is_an_error_not_another_file()
    {
        var reading = () => Effective("IdentityFile ~/%C");

        (await reading.Should().ThrowAsync<TrialException>()).Which.What.Should().Contain("%C");
    }

    [Theory(Timeout = 120_000)]
    [InlineData("IdentityFile ~/.ssh/%L-%i", "HOME/.ssh/MACHINE-UID")]
    [InlineData("IdentityFile ${HOME}/key", "$HOME/key")]
    [InlineData("IdentityFile %d/%l-%k", "HOME/LONG-alias")]
    public async Task Tokens_and_variables_in_the_names_of_files_are_filled_in_as_ssh_does(string line, string file) =>
        (await Effective(line)).IdentityFiles.Should().Equal(file
            .Replace("$HOME", Environment.GetEnvironmentVariable("HOME")).Replace("HOME", Home)
            .Replace("UID", OwnFolder.User.ToString()).Replace("MACHINE", Environment.MachineName)
            .Replace("LONG", System.Net.Dns.GetHostName()));

    [Theory(Timeout = 120_000)]
    [InlineData("ProxyCommand nc %h %p\nProxyUseFdpass yes", "ProxyUseFdpass")]
    [InlineData("BindAddress 192.0.2.9", "BindAddress")]
    [InlineData("PKCS11Provider /usr/lib/opensc-pkcs11.so", "PKCS11Provider")]
    [InlineData("IdentityFile ~nobody/key", "~USER")]
    [InlineData("IdentityFile ${NO_SUCH_VARIABLE}/key", "NO_SUCH_VARIABLE")]
    [InlineData("User DOMAIN\\user\nProxyCommand nc %h %p %r", "DOMAIN\\user")]
    public async Task What_is_not_done_as_ssh_does_it_is_refused_by_its_name(string lines, string name)
    {
        var reading = () => Effective(lines);

        (await reading.Should().ThrowAsync<TrialException>()).Which.Should().Match<TrialException>(
            x => x.Status == ExitStatus.BadInput && x.What.Contains(name) && x.Hint != null);
    }

    [Fact(Timeout = 120_000)]
    public async Task A_user_of_a_domain_does_not_matter_to_a_ProxyCommand_that_does_not_name_it() =>
        (await Effective("User DOMAIN\\user\nProxyCommand nc %h %p"))
            .Should().BeEquivalentTo(new { User = "DOMAIN\\user", ProxyCommand = "nc alias 22" });

    [Fact(Timeout = 120_000)]
    public async Task An_option_that_ssh_does_not_know_is_named()
    {
        var file = Path.Combine(folder, "config");
        await File.WriteAllTextAsync(file, "Host alias\n  UseKeychain yes\n", TestContext.Current.CancellationToken);

        var reading = () => SshConfiguration.ReadAsync(new("alias"), file, TestContext.Current.CancellationToken);

        (await reading.Should().ThrowAsync<TrialException>()).Which.What.Should().Contain("usekeychain");
    }

    // As the system has it: HOME may say otherwise.
    static string Home { get; } = HomeOfAsync().GetAwaiter().GetResult();

    static async Task<string> HomeOfAsync() => (await Cli.Wrap("getent").WithArguments(["passwd", $"{OwnFolder.User}"])
        .ExecuteBufferedAsync()).StandardOutput.Split(':')[5];

    async Task<SshConfiguration> Effective(string configuration)
    {
        var file = Path.Combine(folder, "config");
        await File.WriteAllTextAsync(file, configuration + "\n", TestContext.Current.CancellationToken);
        var ssh = await Cli.Wrap("ssh").WithArguments(["-G", "-F", file, "--", "alias"])
            .ExecuteBufferedAsync(TestContext.Current.CancellationToken);
        return SshConfiguration.Parse("alias", ssh.StandardOutput);
    }
}
