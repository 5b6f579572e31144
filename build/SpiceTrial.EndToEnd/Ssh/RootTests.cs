using System.Diagnostics;
using FluentAssertions;
using SpiceTrial.Hosts;
using Xunit;

namespace SpiceTrial.EndToEnd.Ssh;

public sealed class RootTests
{
    const string WithPassword = $"{SudoHost.Operator} ALL=(ALL:ALL) ALL";
    const string Free = $"{SudoHost.Operator} ALL=(ALL:ALL) NOPASSWD: ALL";

    static readonly RemoteCommand WhoAmI = new("id", "-u") { AsRoot = true };

    static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact(Timeout = 180_000)]
    public async Task Without_the_wish_for_root_a_command_runs_as_the_user()
    {
        await using var host = await SudoHost.StartAsync(Free);
        await using var connection = await host.ConnectAsync();

        (await connection.RunAsync(WhoAmI with { AsRoot = false }, Token)).Output.Should().NotBe("0\n");
    }

    [Fact(Timeout = 180_000)]
    public async Task Sudo_without_password_is_used_without_a_question()
    {
        await using var host = await SudoHost.StartAsync(Free);
        var prompt = new TypedSecret("never");
        await using var connection = await host.ConnectAsync(prompt);

        (await connection.RunAsync(WhoAmI, Token)).Output.Should().Be("0\n");
        prompt.Questions.Should().BeEmpty();
    }

    [Fact(Timeout = 180_000)]
    public async Task Sudo_with_password_asks_once_and_keeps_input_words_and_exit_status()
    {
        await using var host = await SudoHost.StartAsync(WithPassword);
        var prompt = new TypedSecret(SudoHost.Password);
        await using var connection = await host.ConnectAsync(prompt);

        (await connection.RunAsync(WhoAmI, Token)).Should().Be(new RemoteResult(0, "0\n", ""));
        var result = await connection.RunAsync(
            new RemoteCommand("sh", "-c", "cat; printf '<%s>' \"$@\"; exit 7", "sh", "a b", "", "$(id)") {
                AsRoot = true, Input = "line 1\n\nline 3" }, Token);

        result.Should().Be(new RemoteResult(7, "line 1\n\nline 3<a b><><$(id)>", ""));
        prompt.Questions.Should().ContainSingle().Which.Should().Contain(SudoHost.Operator).And.Contain(SshHost.Alias);
    }

    [Fact(Timeout = 180_000)]
    public async Task The_password_never_reaches_a_command_that_is_allowed_without_it()
    {
        await using var host = await SudoHost.StartAsync(
            $"{WithPassword}\n{SudoHost.Operator} ALL=(ALL:ALL) NOPASSWD: /usr/bin/env LC_ALL=C.UTF-8 sh *");
        await using var connection = await host.ConnectAsync(new TypedSecret(SudoHost.Password));

        var result = await connection.RunAsync(new RemoteCommand("cat") { AsRoot = true, Input = "mine" }, Token);

        result.Should().Be(new RemoteResult(0, "mine", ""));
    }

    [Fact(Timeout = 180_000)]
    public async Task The_password_is_in_no_process_list_and_in_no_file_of_the_host()
    {
        await using var host = await SudoHost.StartAsync(WithPassword);
        await using var connection = await host.ConnectAsync(new TypedSecret(SudoHost.Password));

        var seen = await connection.RunAsync(new RemoteCommand(
            "sh", "-c", "cat /proc/[0-9]*/cmdline /proc/[0-9]*/environ 2>/dev/null | tr '\\0' '\\n'") { AsRoot = true }, Token);

        seen.Output.Should().Contain("cmdline").And.NotContain(SudoHost.Password);
        File.Delete(host.Host.At("password"));
        foreach (var file in Directory.EnumerateFiles(host.Host.Folder, "*", SearchOption.AllDirectories))
            (await File.ReadAllTextAsync(file, Token)).Should().NotContain(SudoHost.Password);
    }

    [Fact(Timeout = 180_000)]
    public async Task A_wrong_password_can_be_typed_again()
    {
        await using var host = await SudoHost.StartAsync(WithPassword);
        var prompt = new TypedSecret("wrong", SudoHost.Password);
        await using var connection = await host.ConnectAsync(prompt);

        (await connection.RunAsync(WhoAmI, Token)).Output.Should().Be("0\n");
        prompt.Questions.Should().HaveCount(2).And.Subject.Last().Should().StartWith("Wrong");
    }

    [Fact(Timeout = 180_000)]
    public async Task Wrong_passwords_end_in_a_clear_error_without_a_hang()
    {
        await using var host = await SudoHost.StartAsync(WithPassword);
        await using var connection = await host.ConnectAsync(new TypedSecret("wrong"));
        var watch = Stopwatch.StartNew();

        var error = await ErrorAsync(connection);

        error.What.Should().Contain("does not take the password");
        error.ToString().Should().NotContain("wrong");
        watch.Elapsed.Should().BeLessThan(TimeSpan.FromSeconds(30));
    }

    [Fact(Timeout = 180_000)]
    public async Task Where_nobody_can_be_asked_the_error_says_what_would_do()
    {
        await using var host = await SudoHost.StartAsync(WithPassword);
        await using var connection = await host.ConnectAsync();

        (await ErrorAsync(connection)).Hint.Should().Contain("NOPASSWD");
    }

    [Fact(Timeout = 180_000)]
    public async Task A_user_who_may_not_use_sudo_is_told_so()
    {
        await using var host = await SudoHost.StartAsync("");
        await using var connection = await host.ConnectAsync(new TypedSecret(SudoHost.Password));

        var error = await ErrorAsync(connection);

        error.What.Should().Contain("not in the sudoers file");
        error.Hint.Should().Contain("adduser");
    }

    // What sudo-rs says, word for word; Debian 12 has only the other sudo.
    [Theory(Timeout = 180_000)]
    [InlineData("sudo: interactive authentication is required", "sudo: Authentication failed, try again.")]
    [InlineData("sudo: interactive authentication is required", "sudo: Maximum 3 incorrect authentication attempts")]
    [InlineData("sudo: a password is required", "sudo: 1 incorrect password attempt")]
    public async Task Whatever_the_hosts_sudo_calls_it_the_password_is_asked_for(string required, string wrong)
    {
        await using var host = await SudoHost.StartAsync("");
        await host.Host.StubAsync("sudo", $"""
            [ "$2" != -n ] || {"{"} echo '{required}' >&2; exit 1; {"}"}
            read -r typed
            [ "$typed" = right ] || {"{"} echo '{wrong}' >&2; exit 1; {"}"}
            while [ "$1" != -- ]; do shift; done; shift
            exec "$@"
            """);
        var prompt = new TypedSecret("wrong", "right");
        await using var connection = await host.ConnectAsync(prompt);

        (await connection.RunAsync(new RemoteCommand("echo", "as root") { AsRoot = true }, Token)).Output.Should().Be("as root\n");
        prompt.Questions.Should().HaveCount(2);
    }

    [Fact(Timeout = 180_000)]
    public async Task A_host_without_sudo_is_told_so()
    {
        await using var host = await SudoHost.StartAsync(Free);
        foreach (var program in (string[])["env", "id"])
            await host.Host.StubAsync(program, $"exec /usr/bin/{program} \"$@\"");
        await host.Host.RestartAsync(":/usr/bin:/bin", "");
        await using var connection = await host.ConnectAsync();

        (await ErrorAsync(connection)).What.Should().Contain("has no sudo");
    }

    static async Task<TrialException> ErrorAsync(IHostConnection connection)
    {
        var running = () => connection.RunAsync(WhoAmI, Token);
        return (await running.Should().ThrowAsync<TrialException>()).Which;
    }
}
