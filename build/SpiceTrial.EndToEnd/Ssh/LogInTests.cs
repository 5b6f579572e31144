using System.Diagnostics;
using FluentAssertions;
using SpiceTrial.Hosts;
using Xunit;

namespace SpiceTrial.EndToEnd.Ssh;

public sealed class LogInTests
{
    [Fact(Timeout = 180_000)]
    public async Task A_key_that_the_host_does_not_know_is_an_error_and_no_record_stands_in()
    {
        await using var host = await SshHost.StartAsync();
        await host.RecordAsync();
        var stranger = host.At("stranger");
        await Keys.MakeAsync(stranger);
        await host.WriteClientConfigurationAsync(identity: stranger);

        var error = await host.ErrorAsync();

        error.What.Should().Contain("does not let").And.Contain(stranger);
        error.Hint.Should().Contain("ssh-copy-id");
        error.Status.Should().Be(ExitStatus.Failed);
    }

    [Fact(Timeout = 180_000)]
    public async Task An_encrypted_key_says_what_to_do()
    {
        await using var host = await SshHost.StartAsync();
        var encrypted = host.At("encrypted");
        await Keys.MakeAsync(encrypted, passphrase: "a secret");
        await host.WriteClientConfigurationAsync(identity: encrypted);

        var error = await host.ErrorAsync();

        error.What.Should().Contain($"{encrypted} is encrypted");
        error.Hint.Should().Contain("terminal").And.Contain("ssh-add").And.Contain("IdentityFile");
    }

    [Theory(Timeout = 180_000)]
    [InlineData(true, false)]
    [InlineData(false, false)]
    [InlineData(true, true)]
    public async Task A_certificate_of_the_users_key_logs_in_named_or_beside_the_key(bool named, bool encrypted)
    {
        await using var host = await SshHost.StartAsync();
        await host.Packages.InstallAsync("0.15.1-1");
        foreach (var name in (string[])["authority", "other"])
            await Keys.MakeAsync(host.At(name));
        await Keys.MakeAsync(host.At("certified"), passphrase: encrypted ? "a secret" : "");
        foreach (var name in (string[])["other", "certified"])
            await Keys.RunAsync("-q", "-s", host.At("authority"), "-I", "user", "-n", host.User, host.At(name + ".pub"));
        if (named)
            File.Move(host.At("certified-cert.pub"), host.At("elsewhere.pub"));
        await host.RestartAsync($"TrustedUserCAKeys {host.At("authority.pub")}\nAuthorizedKeysFile none");
        await host.RestartAsync($"AuthorizedKeysFile {host.At("authorized_keys")}", "");
        await host.WriteClientConfigurationAsync(
            named ? $"CertificateFile {host.At("other-cert.pub")}\nCertificateFile {host.At("elsewhere.pub")}" : "",
            identity: host.At("certified"));

        await using var connection = await host.ConnectAsync(TestContext.Current.CancellationToken, new TypedSecret("a secret"));

        (await connection.RunAsync(new("echo", "in"), TestContext.Current.CancellationToken)).Output.Should().Be("in\n");
    }

    [Fact(Timeout = 180_000)]
    public async Task A_certificate_of_another_key_is_named_as_such()
    {
        using var scratch = new Scratch();
        foreach (var name in (string[])["authority", "one", "other"])
            await Keys.MakeAsync(scratch.File(name));
        await Keys.RunAsync("-q", "-s", scratch.File("authority"), "-I", "user", "-n", "root", scratch.File("other.pub"));

        var reading = () => IdentityFile.Read(scratch.File("one"), scratch.File("other-cert.pub"));

        reading.Should().Throw<TrialException>().Which.What.Should().Contain("other-cert.pub does not certify").And.Contain("agent");
    }

    [Theory(Timeout = 180_000)]
    [InlineData("printf 'Welcome to sf-2'")]
    [InlineData("echo Welcome to sf-2")]
    public async Task A_login_shell_that_prints_is_named(string says)
    {
        await using var host = await SshHost.StartAsync();
        await host.Packages.InstallAsync("0.15.1-1");
        // As a .bashrc does: before the command that the shell was given.
        await host.RestartAsync($"ForceCommand {says}; eval \"$SSH_ORIGINAL_COMMAND\"");

        var error = await host.ErrorAsync();

        error.What.Should().Contain("login shell").And.Contain("'Welcome to sf-2'");
        error.Hint.Should().Contain(".bashrc").And.Contain($"ssh {SshHost.Alias} true");
    }

    [Theory(Timeout = 180_000)]
    [InlineData(1)]
    [InlineData(2)]
    public async Task A_host_with_few_sessions_in_one_connection_is_read_while_the_heart_beats(int sessions)
    {
        await using var host = await SshHost.StartAsync();
        await host.RestartAsync($"MaxSessions {sessions}");
        await host.WriteClientConfigurationAsync("ServerAliveInterval 1\nServerAliveCountMax 20");
        await using var connection = await host.ConnectAsync(TestContext.Current.CancellationToken);

        for (var i = 0; i < 30; i++)
            (await connection.RunAsync(new("sh", "-c", "sleep 0.05; echo $0", $"{i}"), TestContext.Current.CancellationToken))
                .Output.Should().Be($"{i}\n");
        (await connection.RunAsync(new("sh", "-c", "sleep 5; echo long"), TestContext.Current.CancellationToken))
            .Output.Should().Be("long\n");
    }

    [Fact(Timeout = 180_000)]
    public async Task A_host_that_lets_no_session_in_is_told_by_the_name_of_the_setting()
    {
        await using var host = await SshHost.StartAsync();
        await host.RestartAsync("MaxSessions 0");

        var error = await host.ErrorAsync();

        error.Message.Should().Contain("MaxSessions");
        error.Status.Should().Be(ExitStatus.Failed);
    }

    [Fact(Timeout = 180_000)]
    public async Task A_damaged_key_is_named()
    {
        await using var host = await SshHost.StartAsync();
        var damaged = host.At("damaged");
        await File.WriteAllTextAsync(damaged, "-----BEGIN OPENSSH PRIVATE KEY-----\nnonsense\n-----END OPENSSH PRIVATE KEY-----\n",
            TestContext.Current.CancellationToken);
        await host.WriteClientConfigurationAsync(identity: damaged);

        (await host.ErrorAsync()).What.Should().Contain($"{damaged} is damaged");
    }

    [Fact(Timeout = 180_000)]
    public async Task An_encrypted_key_does_not_stand_in_the_way_of_a_usable_one()
    {
        await using var host = await SshHost.StartAsync();
        await host.Packages.InstallAsync("0.15.1-1");
        var encrypted = host.At("encrypted");
        await Keys.MakeAsync(encrypted, passphrase: "a secret");
        await host.WriteClientConfigurationAsync($"IdentityFile {host.UserKey}", identity: encrypted);

        (await host.ResolveAsync()).BinaryVersion.ToString().Should().Be("0.15.1-1");
    }

    [Fact(Timeout = 180_000)]
    public async Task Cancelling_while_the_host_ponders_the_log_in_ends_at_once()
    {
        await using var host = await SshHost.StartAsync();
        await host.RestartAsync($"AuthorizedKeysCommand /usr/bin/sleep 120\nAuthorizedKeysCommandUser {Environment.UserName}");
        await host.WriteClientConfigurationAsync("IdentitiesOnly yes", identity: host.At("stranger"));
        await Keys.MakeAsync(host.At("stranger"));
        using var cancelled = new CancellationTokenSource(TimeSpan.FromSeconds(2));
        var watch = Stopwatch.StartNew();

        var connecting = () => host.ConnectAsync(cancelled.Token);

        await connecting.Should().ThrowAsync<OperationCanceledException>();
        watch.Elapsed.Should().BeGreaterThan(TimeSpan.FromSeconds(1.5)).And.BeLessThan(TimeSpan.FromSeconds(40));
    }

    [Fact(Timeout = 180_000)]
    public async Task A_mistake_in_the_ssh_configuration_is_an_error_with_its_line()
    {
        await using var host = await SshHost.StartAsync();
        await host.RecordAsync();
        await host.WriteClientConfigurationAsync("NoSuchOption yes");

        var error = await host.ErrorAsync();

        error.What.Should().Contain("ssh configuration");
        error.Status.Should().Be(ExitStatus.BadInput);
    }

    [Fact(Timeout = 180_000)]
    public async Task A_missing_ssh_configuration_is_an_error()
    {
        await using var host = await SshHost.StartAsync();
        File.Delete(host.ClientConfiguration);

        (await host.ErrorAsync()).Where.Should().Be(host.ClientConfiguration);
    }

    [Theory(Timeout = 180_000)]
    [InlineData("-oProxyCommand=id")]
    [InlineData("../../etc/passwd")]
    [InlineData("host name")]
    [InlineData("")]
    public async Task What_is_no_host_name_is_refused_before_anything_runs(string name)
    {
        await using var host = await SshHost.StartAsync();

        var error = await host.ErrorAsync(host.Settings with { Hypervisor = name });

        error.What.Should().Contain("not a host name");
        error.Status.Should().Be(ExitStatus.BadInput);
    }
}
