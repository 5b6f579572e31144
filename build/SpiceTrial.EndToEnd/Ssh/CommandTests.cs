using FluentAssertions;
using SpiceTrial.Hosts;
using Xunit;

namespace SpiceTrial.EndToEnd.Ssh;

public sealed class CommandTests
{
    static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact(Timeout = 180_000)]
    public async Task Lines_arrive_while_the_command_runs()
    {
        await using var host = await SshHost.StartAsync();
        await using var connection = await host.ConnectAsync(Token);
        // The command itself waits until its lines were received here: it would never end if they came only with its end.
        var received = Directory.CreateDirectory(Path.Combine(host.Folder, "received")).FullName;
        List<string> lines = [];

        var result = await connection.RunAsync(
            new RemoteCommand("sh", "-c",
                "wait_for() { until [ -e \"$0/$1\" ]; do sleep 0.02; done; }; "
                    + "echo one; wait_for one; echo two >&2; wait_for two; printf 'three\\r\\nfour'", received)
            {
                OnLine = line =>
                {
                    lines.Add(line);
                    File.Create(Path.Combine(received, line)).Dispose();
                },
            },
            Token);

        lines.Should().Equal("one", "two", "three", "four");
        result.Should().Be(new RemoteResult(0, "one\nthree\r\nfour", "two\n"));
    }

    [Fact(Timeout = 180_000)]
    public async Task Input_reaches_the_command_with_its_end()
    {
        await using var host = await SshHost.StartAsync();
        await using var connection = await host.ConnectAsync(Token);
        var input = string.Concat(Enumerable.Range(0, 20_000).Select(i => $"line {i} äöü\n"));

        (await connection.RunAsync(new RemoteCommand("cat") { Input = input }, Token)).Output.Should().Be(input);
    }

    [Fact(Timeout = 180_000)]
    public async Task A_command_that_reads_has_an_empty_input_unless_it_gets_one()
    {
        await using var host = await SshHost.StartAsync();
        await using var connection = await host.ConnectAsync(Token);

        (await connection.RunAsync(new RemoteCommand("cat"), Token)).Should().Be(new RemoteResult(0, "", ""));
        (await connection.RunAsync(new RemoteCommand("true") { Input = new string('x', 1 << 20) }, Token)).ExitStatus.Should().Be(0);
    }

    [Fact(Timeout = 180_000)]
    public async Task The_host_answers_in_English_whatever_its_language()
    {
        await using var host = await SshHost.StartAsync();
        await host.RestartAsync("AcceptEnv LANG");
        await using var connection = await host.ConnectAsync(Token);

        (await connection.RunAsync(new RemoteCommand("sh", "-c", "echo $LC_ALL"), Token)).Output.Should().Be("C.UTF-8\n");
    }

    [Fact(Timeout = 180_000)]
    public async Task Binary_output_does_not_upset_anything()
    {
        await using var host = await SshHost.StartAsync();
        await using var connection = await host.ConnectAsync(Token);

        var result = await connection.RunAsync(new RemoteCommand("head", "-c", "300000", "/dev/urandom"), Token);

        result.ExitStatus.Should().Be(0);
        result.Output.Should().NotBeEmpty();
    }

    [Fact(Timeout = 180_000)]
    public async Task A_line_without_end_is_stopped_like_any_flood()
    {
        await using var host = await SshHost.StartAsync();
        await using var connection = await host.ConnectAsync(Token);

        var running = () => connection.RunAsync(new RemoteCommand("sh", "-c", "cat /dev/zero >&2") { OnLine = _ => { } }, Token);

        (await running.Should().ThrowAsync<TrialException>()).Which.What.Should().Contain("16 MiB");
    }

    [Fact(Timeout = 180_000)]
    public async Task A_command_that_is_given_up_is_ended_on_the_host()
    {
        // sshd passes no signals on for root.
        await using var host = await SudoHost.StartAsync("");
        await using var connection = await host.ConnectAsync();
        using var cancelled = CancellationTokenSource.CreateLinkedTokenSource(Token);
        var pid = "";

        var running = () => connection.RunAsync(
            new RemoteCommand("sh", "-c", "echo $$; exec sleep 50")
            {
                OnLine = line =>
                {
                    pid = line;
                    cancelled.Cancel();
                },
            },
            cancelled.Token);

        await running.Should().ThrowAsync<OperationCanceledException>();
        for (var tries = 0; Directory.Exists($"/proc/{pid}") && tries < 300; tries++)
            await Task.Delay(100, Token);
        Directory.Exists($"/proc/{pid}").Should().BeFalse();
    }
}
