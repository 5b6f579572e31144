using FluentAssertions;
using Xunit;

namespace SpiceTrial.EndToEnd.Ssh;

public sealed class HostKeyTests
{
    static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact(Timeout = 180_000)]
    public async Task An_unknown_host_key_is_refused_with_its_fingerprint_and_the_command_that_accepts_it()
    {
        await using var host = await SshHost.StartAsync();
        await host.RecordAsync();
        File.Delete(host.KnownHosts);

        var error = await host.ErrorAsync();

        error.What.Should().Contain("not known").And.Contain(await Keys.FingerprintAsync(host.HostKey()));
        error.Hint.Should().Contain($"ssh -F '{host.ClientConfiguration}' {SshHost.Alias}")
            .And.Contain($"ssh-keyscan -p {host.Port} -t ed25519 127.0.0.1 >> '{host.KnownHosts}'");
        error.Status.Should().Be(ExitStatus.Refused);
    }

    [Fact(Timeout = 180_000)]
    public async Task No_log_in_is_tried_on_a_host_whose_key_is_not_known()
    {
        await using var host = await SshHost.StartAsync();
        await host.Packages.InstallAsync("0.15.1-1");
        File.Delete(host.KnownHosts);
        await host.ErrorAsync();
        (await File.ReadAllTextAsync(host.At("sshd.log"), Token)).Should().NotContain("Accepted publickey");

        // The log does show a log-in where there is one.
        await host.TrustAsync();
        await host.ResolveAsync();
        (await File.ReadAllTextAsync(host.At("sshd.log"), Token)).Should().Contain("Accepted publickey");
    }

    [Theory(Timeout = 180_000)]
    [InlineData("KnownHostsCommand /bin/true", "-o KnownHostsCommand=none ")]
    [InlineData("StrictHostKeyChecking yes", "-o StrictHostKeyChecking=ask ")]
    [InlineData("HostKeyAlias other", "")]
    public async Task The_first_command_in_the_hint_makes_the_next_run_work_whatever_the_configuration_says(string line, string option)
    {
        await using var host = await SshHost.StartAsync();
        await host.Packages.InstallAsync("0.15.1-1");
        File.Delete(host.KnownHosts);
        await host.WriteClientConfigurationAsync(line);

        var hint = (await host.ErrorAsync()).Hint!;
        hint.Should().Contain($"`ssh -F '{host.ClientConfiguration}' {option}{SshHost.Alias}`");
        await AcceptAsync(hint);

        (await host.ResolveAsync()).BinaryVersion.ToString().Should().Be("0.15.1-1");
    }

    [Fact(Timeout = 180_000)]
    public async Task Where_only_an_authority_is_known_the_command_in_the_hint_files_the_plain_key()
    {
        await using var host = await SshHost.StartAsync();
        await host.Packages.InstallAsync("0.15.1-1");
        await Keys.MakeAsync(host.At("authority"));
        await Keys.RunAsync("-q", "-s", host.At("authority"), "-I", "host", "-h", "-n", "127.0.0.1", host.HostKey() + ".pub");
        await host.RestartAsync($"HostCertificate {host.HostKey()}-cert.pub");
        var authority = (await File.ReadAllTextAsync(host.At("authority.pub"), Token)).Split(' ');
        await File.WriteAllTextAsync(host.KnownHosts, $"@cert-authority * {authority[0]} {authority[1]}\n", Token);

        var error = await host.ErrorAsync();
        error.What.Should().Contain("certificate authority");
        error.Hint.Should().Contain("-o HostKeyAlgorithms=ssh-ed25519 ");
        await AcceptAsync(error.Hint!);

        (await host.ResolveAsync()).BinaryVersion.ToString().Should().Be("0.15.1-1");
    }

    [Theory(Timeout = 180_000)]
    [InlineData("/dev/null")]
    [InlineData("none")]
    public async Task Where_the_configuration_keeps_host_keys_nowhere_the_hint_says_what_to_write_there(string file)
    {
        await using var host = await SshHost.StartAsync();
        var text = await File.ReadAllTextAsync(host.ClientConfiguration, Token);
        await File.WriteAllTextAsync(
            host.ClientConfiguration, text.Replace($"UserKnownHostsFile {host.KnownHosts}", $"UserKnownHostsFile {file}"), Token);

        var hint = (await host.ErrorAsync()).Hint;

        hint.Should().Contain("write `UserKnownHostsFile ~/.ssh/known_hosts`").And.NotContain("/dev/null").And.NotContain("keyscan");
    }

    // Types what a person would: the command between the first backquotes that begin with ssh, and yes.
    static async Task AcceptAsync(string hint)
    {
        var start = hint.IndexOf("`ssh -F", StringComparison.Ordinal) + 1;
        var command = hint[start..hint.IndexOf('`', start)].Replace("StrictHostKeyChecking=ask", "StrictHostKeyChecking=accept-new");
        if (command.Contains("accept-new", StringComparison.Ordinal) is false)
            command = command.Replace("ssh -F", "ssh -o StrictHostKeyChecking=accept-new -F");
        await Programs.OutputOfAsync(new("sh", ["-c", $"{command} true </dev/null"]), "the command in the hint failed", Token);
    }

    [Fact(Timeout = 180_000)]
    public async Task The_command_in_the_hint_makes_the_next_run_work()
    {
        await using var host = await SshHost.StartAsync();
        await host.Packages.InstallAsync("0.15.1-1");
        File.Delete(host.KnownHosts);
        var hint = (await host.ErrorAsync()).Hint!;
        var start = hint.IndexOf("ssh-keyscan", StringComparison.Ordinal);

        await Programs.OutputOfAsync(
            new("sh", ["-c", hint[start..hint.IndexOf('`', start)].Replace("ssh-keyscan", "ssh-keyscan -T 60")]),
            "the command in the hint failed", Token);

        (await host.ResolveAsync()).BinaryVersion.ToString().Should().Be("0.15.1-1");
    }

    [Fact(Timeout = 180_000)]
    public async Task A_changed_host_key_is_refused_and_no_record_stands_in()
    {
        await using var host = await SshHost.StartAsync();
        await host.RecordAsync();
        var old = host.At("old");
        await Keys.MakeAsync(old);
        var key = (await File.ReadAllTextAsync(old + ".pub", Token)).Split(' ');
        await File.WriteAllTextAsync(host.KnownHosts, $"{host.LookupName} {key[0]} {key[1]}\n", Token);

        var error = await host.ErrorAsync();

        error.What.Should().Contain("has changed").And.Contain(await Keys.FingerprintAsync(old))
            .And.Contain(await Keys.FingerprintAsync(host.HostKey()));
        error.Hint.Should().Contain($"ssh-keygen -R '{host.LookupName}' -f '{host.KnownHosts}'");
        error.Status.Should().Be(ExitStatus.Refused);
    }

    [Fact(Timeout = 180_000)]
    public async Task Checking_switched_off_in_the_ssh_configuration_stays_on_here()
    {
        await using var host = await SshHost.StartAsync();
        File.Delete(host.KnownHosts);
        await host.WriteClientConfigurationAsync("StrictHostKeyChecking no");

        (await host.ErrorAsync()).Status.Should().Be(ExitStatus.Refused);
        File.Exists(host.KnownHosts).Should().BeFalse();
    }

    [Fact(Timeout = 180_000)]
    public async Task A_hashed_known_hosts_file_is_accepted()
    {
        await using var host = await SshHost.StartAsync();
        await host.Packages.InstallAsync("0.15.1-1");
        await Keys.RunAsync("-H", "-f", host.KnownHosts);
        (await File.ReadAllTextAsync(host.KnownHosts, Token)).Should().StartWith("|1|");

        (await host.ResolveAsync()).BinaryVersion.ToString().Should().Be("0.15.1-1");
    }

    [Fact(Timeout = 180_000)]
    public async Task A_revoked_host_key_is_refused_even_where_another_line_trusts_it()
    {
        await using var host = await SshHost.StartAsync();
        await File.WriteAllTextAsync(host.KnownHosts, await host.KnownLineAsync() + await host.KnownLineAsync(marker: "@revoked "), Token);

        var error = await host.ErrorAsync();

        error.What.Should().Contain("revoked");
        error.Hint.Should().NotContain("keyscan").And.NotContain("accept");
        error.Status.Should().Be(ExitStatus.Refused);
    }

    [Fact(Timeout = 180_000)]
    public async Task A_revoked_line_counts_hashed_too()
    {
        await using var host = await SshHost.StartAsync();
        await Keys.RunAsync("-H", "-f", host.KnownHosts);
        var hashed = await File.ReadAllTextAsync(host.KnownHosts, Token);
        hashed.Should().StartWith("|1|");
        await File.WriteAllTextAsync(host.KnownHosts, $"{hashed}@revoked {hashed}", Token);

        var error = await host.ErrorAsync();

        error.What.Should().Contain("revoked");
        error.Status.Should().Be(ExitStatus.Refused);
    }

    [Fact(Timeout = 180_000)]
    public async Task Of_several_host_keys_the_host_is_asked_for_the_known_one()
    {
        await using var host = await SshHost.StartAsync("ed25519", "ecdsa", "rsa");
        await host.Packages.InstallAsync("0.15.1-1");
        foreach (var type in (string[])["rsa", "ecdsa", "ed25519"])
        {
            await host.TrustAsync(type);
            (await host.ResolveAsync()).BinaryVersion.ToString().Should().Be("0.15.1-1", $"the {type} key is known");
        }
    }

    [Fact(Timeout = 180_000)]
    public async Task A_key_of_another_type_than_the_known_one_is_refused()
    {
        await using var host = await SshHost.StartAsync("ed25519");
        await Keys.MakeAsync(host.HostKey("rsa"), "rsa");
        await host.TrustAsync("rsa");

        (await host.ErrorAsync()).What.Should().Contain("another type of key").And.Contain("ssh-rsa").And.Contain("ssh-ed25519");
    }

    [Fact(Timeout = 180_000)]
    public async Task A_certificate_authority_does_not_vouch_for_a_plain_key()
    {
        await using var host = await SshHost.StartAsync();
        await File.WriteAllTextAsync(host.KnownHosts, await host.KnownLineAsync(marker: "@cert-authority "), Token);

        (await host.ErrorAsync()).What.Should().Contain("not known").And.Contain("certificate authority");
    }

    [Fact(Timeout = 180_000)]
    public async Task An_alias_for_the_host_key_is_what_is_looked_up()
    {
        await using var host = await SshHost.StartAsync();
        await host.Packages.InstallAsync("0.15.1-1");
        await host.WriteClientConfigurationAsync("HostKeyAlias the-alias");
        (await host.ErrorAsync()).What.Should().Contain("not known");

        await File.WriteAllTextAsync(host.KnownHosts, (await host.KnownLineAsync()).Replace(host.LookupName, "the-alias"), Token);
        (await host.ResolveAsync()).BinaryVersion.ToString().Should().Be("0.15.1-1");
    }

    [Fact(Timeout = 180_000)]
    public async Task A_known_line_without_port_counts_as_it_does_for_ssh()
    {
        await using var host = await SshHost.StartAsync();
        await host.Packages.InstallAsync("0.15.1-1");
        await File.WriteAllTextAsync(host.KnownHosts, (await host.KnownLineAsync()).Replace(host.LookupName, "127.0.0.1"), Token);

        (await host.ResolveAsync()).BinaryVersion.ToString().Should().Be("0.15.1-1");
    }
}
