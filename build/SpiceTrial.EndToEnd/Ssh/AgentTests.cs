using FluentAssertions;
using SpiceTrial.Hosts;
using Xunit;

namespace SpiceTrial.EndToEnd.Ssh;

public sealed class AgentTests
{
    static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory(Timeout = 180_000)]
    [InlineData("ed25519")]
    [InlineData("ecdsa")]
    [InlineData("rsa")]
    public async Task A_key_that_only_the_agent_has_logs_in(string type)
    {
        await using var host = await SshHost.StartAsync();
        await using var agent = await Agent.StartAsync(host.At("agent"));
        var key = await AuthorisedKeyAsync(host, type);
        await agent.AddAsync(key);
        File.Delete(key);
        File.Delete(key + ".pub");
        await host.WriteClientConfigurationAsync($"IdentityAgent {agent.Socket}", identity: "none");

        await WorksAsync(host);
    }

    [Fact(Timeout = 180_000)]
    public async Task An_encrypted_key_that_the_agent_has_needs_no_passphrase()
    {
        await using var host = await SshHost.StartAsync();
        await using var agent = await Agent.StartAsync(host.At("agent"));
        var key = await AuthorisedKeyAsync(host, "ed25519", "a secret");
        await agent.AddAsync(key, "a secret");
        await host.WriteClientConfigurationAsync($"IdentitiesOnly yes\nIdentityAgent {agent.Socket}", identity: key);
        var prompt = new TypedSecret("never");

        await WorksAsync(host, prompt);
        prompt.Questions.Should().BeEmpty();
    }

    [Fact(Timeout = 180_000)]
    public async Task With_IdentitiesOnly_the_agent_signs_only_with_named_keys()
    {
        await using var host = await SshHost.StartAsync();
        await using var agent = await Agent.StartAsync(host.At("agent"));
        var key = await AuthorisedKeyAsync(host, "ed25519");
        await agent.AddAsync(key);
        await Keys.MakeAsync(host.At("stranger"));
        await host.WriteClientConfigurationAsync($"IdentitiesOnly yes\nIdentityAgent {agent.Socket}", identity: host.At("stranger"));
        (await ErrorAsync(host)).What.Should().Contain("does not let").And.NotContain("in the agent");

        // The public half is enough to name it.
        File.Delete(key);
        await host.WriteClientConfigurationAsync($"IdentitiesOnly yes\nIdentityAgent {agent.Socket}", identity: key + ".pub");
        await WorksAsync(host);
    }

    [Fact(Timeout = 180_000)]
    public async Task An_agent_that_is_gone_does_not_stand_in_the_way_of_a_file()
    {
        await using var host = await SshHost.StartAsync();
        await host.WriteClientConfigurationAsync($"IdentityAgent {host.At("nothing")}");
        await WorksAsync(host);

        await host.WriteClientConfigurationAsync($"IdentityAgent {host.At("nothing")}", identity: "none");
        (await ErrorAsync(host)).What.Should().Contain($"the agent at {host.At("nothing")}");
    }

    [Fact(Timeout = 180_000)]
    public async Task A_named_key_is_offered_before_the_many_others_of_the_agent()
    {
        await using var host = await SshHost.StartAsync();
        await using var agent = await Agent.StartAsync(host.At("agent"));
        for (var i = 0; i < 8; i++)
        {
            await Keys.MakeAsync(host.At($"other{i}"));
            await agent.AddAsync(host.At($"other{i}"));
        }

        var key = await AuthorisedKeyAsync(host, "rsa");
        await agent.AddAsync(key);
        await host.WriteClientConfigurationAsync($"IdentityAgent {agent.Socket}", identity: "none");
        var error = await ErrorAsync(host);
        error.What.Should().Contain("does not let");
        error.Hint.Should().Contain("too many keys").And.Contain("IdentitiesOnly");

        await host.WriteClientConfigurationAsync($"IdentityAgent {agent.Socket}", identity: key);
        await WorksAsync(host);
    }

    static async Task<string> AuthorisedKeyAsync(SshHost host, string type, string passphrase = "")
    {
        var key = host.At("agent_key");
        await Keys.MakeAsync(key, type, passphrase);
        File.Copy(key + ".pub", host.At("authorized_keys"), overwrite: true);
        return key;
    }

    static async Task WorksAsync(SshHost host, TypedSecret? prompt = null)
    {
        await using var connection = await host.ConnectAsync(Token, prompt);
        (await connection.RunAsync(new RemoteCommand("echo", "in"), Token)).Output.Should().Be("in\n");
    }

    static async Task<TrialException> ErrorAsync(SshHost host)
    {
        var connecting = () => host.ConnectAsync(Token);
        return (await connecting.Should().ThrowAsync<TrialException>()).Which;
    }
}
