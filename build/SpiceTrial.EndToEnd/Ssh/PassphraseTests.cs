using FluentAssertions;
using SpiceTrial.Hosts;
using Xunit;

namespace SpiceTrial.EndToEnd.Ssh;

public sealed class PassphraseTests
{
    const string Secret = "a sécret $(id) 'x'";

    static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact(Timeout = 180_000)]
    public async Task A_passphrase_is_asked_for_once_and_serves_files_and_later_connections()
    {
        await using var host = await StartAsync();
        var prompt = new TypedSecret(Secret);
        var connector = new SshConnector(prompt.AskAsync);
        await File.WriteAllTextAsync(host.At("local"), "content", Token);

        await using var connection = await connector.ConnectAsync(SshHost.Alias, host.ClientConfiguration, Token);
        await connection.DownloadAsync(host.At("local"), host.At("remote"), asRoot: false, progress: null, Token);
        await using var another = await connector.ConnectAsync(SshHost.Alias, host.ClientConfiguration, Token);
        (await another.RunAsync(new RemoteCommand("cat", host.At("remote")), Token)).Output.Should().Be("content");

        prompt.Questions.Should().ContainSingle().Which.Should().Contain(host.UserKey);
    }

    [Fact(Timeout = 180_000)]
    public async Task A_wrong_passphrase_can_be_typed_again_but_not_for_ever()
    {
        await using var host = await StartAsync();
        var right = new TypedSecret("wrong", Secret);
        await using (await host.ConnectAsync(Token, right))
            right.Questions.Should().HaveCount(2);

        var wrong = new TypedSecret("wrong");
        var connecting = () => host.ConnectAsync(Token, wrong);
        (await connecting.Should().ThrowAsync<TrialException>()).Which.ToString().Should().Contain("passphrase was not given")
            .And.NotContain("wrong");
        wrong.Questions.Should().HaveCount(3);
    }

    [Fact(Timeout = 180_000)]
    public async Task Nothing_is_asked_where_another_key_is_let_in()
    {
        await using var host = await StartAsync();
        await Keys.MakeAsync(host.At("plain"));
        await File.AppendAllTextAsync(host.At("authorized_keys"), await File.ReadAllTextAsync(host.At("plain.pub"), Token), Token);
        await host.WriteClientConfigurationAsync($"IdentityFile {host.At("plain")}");
        var prompt = new TypedSecret("never");

        await using var connection = await host.ConnectAsync(Token, prompt);

        prompt.Questions.Should().BeEmpty();
    }

    [Fact(Timeout = 180_000)]
    public async Task Nothing_is_asked_for_a_host_whose_key_is_not_known()
    {
        await using var host = await StartAsync();
        File.Delete(host.KnownHosts);
        var prompt = new TypedSecret("never");

        var connecting = () => host.ConnectAsync(Token, prompt);

        (await connecting.Should().ThrowAsync<TrialException>()).Which.Status.Should().Be(ExitStatus.Refused);
        prompt.Questions.Should().BeEmpty();
    }

    static async Task<SshHost> StartAsync()
    {
        var host = await SshHost.StartAsync();
        await Keys.RunAsync("-q", "-p", "-P", "", "-N", Secret, "-f", host.UserKey);
        return host;
    }
}
