using FluentAssertions;
using Xunit;

namespace SpiceTrial.EndToEnd.Ssh;

public sealed class RevokedTests
{
    static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory(Timeout = 180_000)]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_key_in_RevokedHostKeys_is_refused_and_another_is_not(bool asRevocationList)
    {
        await using var host = await SshHost.StartAsync();
        await Keys.MakeAsync(host.At("another"));
        await RevokeAsync(host, host.At("another.pub"), asRevocationList);
        await using (await host.ConnectAsync(Token))
        {
            // It is trusted and not revoked.
        }

        await RevokeAsync(host, host.HostKey() + ".pub", asRevocationList);
        var error = await ErrorAsync(host);

        error.What.Should().Contain("revoked").And.Contain(await Keys.FingerprintAsync(host.HostKey()));
        error.Status.Should().Be(ExitStatus.Refused);
    }

    [Fact(Timeout = 180_000)]
    public async Task A_list_of_revoked_keys_that_cannot_be_read_trusts_nobody()
    {
        await using var host = await SshHost.StartAsync();
        await host.WriteClientConfigurationAsync($"RevokedHostKeys {host.At("revoked")}");
        (await ErrorAsync(host)).Status.Should().Be(ExitStatus.Refused);

        await File.WriteAllBytesAsync(host.At("revoked"), [.. "SSHKRL\n\0"u8, 1, 2, 3], Token);
        (await ErrorAsync(host)).What.Should().Contain("can't be read");
    }

    [Fact(Timeout = 180_000)]
    public async Task A_key_that_any_of_several_known_hosts_files_revokes_is_refused()
    {
        await using var host = await SshHost.StartAsync();
        await File.WriteAllTextAsync(host.At("second"), await host.KnownLineAsync(marker: "@revoked "), Token);
        await Keys.RunAsync("-H", "-f", host.At("second"));
        var text = await File.ReadAllTextAsync(host.ClientConfiguration, Token);
        await File.WriteAllTextAsync(host.ClientConfiguration,
            text.Replace($"UserKnownHostsFile {host.KnownHosts}", $"UserKnownHostsFile {host.KnownHosts} {host.At("second")}"), Token);

        (await ErrorAsync(host)).What.Should().Contain("revoked");
    }

    static async Task RevokeAsync(SshHost host, string key, bool asRevocationList)
    {
        var file = host.At("revoked");
        File.Delete(file);
        if (asRevocationList)
            await Keys.RunAsync("-k", "-f", file, key);
        else
            await File.WriteAllTextAsync(file, $"# revoked\n{await File.ReadAllTextAsync(key, Token)}", Token);
        await host.WriteClientConfigurationAsync($"RevokedHostKeys {file}");
    }

    static async Task<TrialException> ErrorAsync(SshHost host)
    {
        var connecting = () => host.ConnectAsync(Token);
        return (await connecting.Should().ThrowAsync<TrialException>()).Which;
    }
}
