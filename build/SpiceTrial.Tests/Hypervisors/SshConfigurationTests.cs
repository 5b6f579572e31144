using CliWrap;
using CliWrap.Buffered;
using FluentAssertions;
using SpiceTrial.Hypervisors;
using Xunit;

namespace SpiceTrial.Tests.Hypervisors;

public sealed class SshConfigurationTests : IDisposable
{
    readonly string folder = Directory.CreateTempSubdirectory("ssh config ").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact(Timeout = 30_000)]
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
            Proxy = (string?)null,
        });
    }

    [Fact(Timeout = 30_000)]
    public async Task Without_settings_the_defaults_of_ssh_hold_but_the_time_out_is_ten_seconds()
    {
        var settings = await Effective("");

        settings.HostName.Should().Be("alias");
        settings.Port.Should().Be(22);
        settings.ConnectTimeout.Should().Be(TimeSpan.FromSeconds(10));
        settings.IdentityFiles.Should().Contain($"{Home}/.ssh/id_ed25519");
        settings.KnownHostsFiles.Should().Contain("/etc/ssh/ssh_known_hosts").And.OnlyContain(file => file.StartsWith('/'));
    }

    [Theory(Timeout = 30_000)]
    [InlineData("ProxyJump a,b", "ProxyJump a,b")]
    [InlineData("ProxyCommand nc %h %p", "ProxyCommand nc %h %p")]
    [InlineData("ProxyJump none", null)]
    public async Task A_proxy_is_noticed(string line, string? proxy) => (await Effective(line)).Proxy.Should().Be(proxy);

    [Fact(Timeout = 30_000)]
    public async Task A_token_that_is_not_known_here_is_an_error_not_another_file()
    {
        var reading = () => Effective("IdentityFile ~/%C");

        (await reading.Should().ThrowAsync<TrialException>()).Which.What.Should().Contain("%C");
    }

    static string Home => Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);

    async Task<SshConfiguration> Effective(string configuration)
    {
        var file = Path.Combine(folder, "config");
        await File.WriteAllTextAsync(file, configuration + "\n", TestContext.Current.CancellationToken);
        var ssh = await Cli.Wrap("ssh").WithArguments(["-G", "-F", file, "--", "alias"]).ExecuteBufferedAsync(TestContext.Current.CancellationToken);
        return SshConfiguration.Parse("alias", ssh.StandardOutput);
    }
}
