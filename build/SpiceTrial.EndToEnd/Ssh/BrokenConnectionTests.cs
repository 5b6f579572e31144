using System.Diagnostics;
using FluentAssertions;
using Xunit;

namespace SpiceTrial.EndToEnd.Ssh;

public sealed class BrokenConnectionTests
{
    static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory(Timeout = 180_000)]
    [InlineData("a b")]
    [InlineData("$(id) `id` $HOME \\ \" ' !")]
    [InlineData("*")]
    [InlineData("~")]
    [InlineData("")]
    [InlineData("line 1\nline 2\ttab; exit 1 # no")]
    [InlineData("ä€🙂")]
    public async Task Every_argument_reaches_the_host_as_it_is(string argument)
    {
        await using var host = await SshHost.StartAsync();
        await using var connection = await host.ConnectAsync(Token);

        var result = await connection.RunAsync(["printf", "<%s>", argument, "end"], Minute, Token);

        result.Output.Should().Be($"<{argument}><end>");
    }

    [Fact(Timeout = 180_000)]
    public async Task Exit_status_and_both_streams_come_back()
    {
        await using var host = await SshHost.StartAsync();
        await using var connection = await host.ConnectAsync(Token);

        var result = await connection.RunAsync(["sh", "-c", "echo out; echo err >&2; exit 42"], Minute, Token);

        result.Should().BeEquivalentTo(new { ExitStatus = 42, Output = "out\n", Error = "err\n" });
    }

    [Fact(Timeout = 180_000)]
    public async Task Several_commands_can_run_at_once()
    {
        await using var host = await SshHost.StartAsync();
        await using var connection = await host.ConnectAsync(Token);

        var results = await Task.WhenAll(
            Enumerable.Range(0, 5).Select(i => connection.RunAsync(["sh", "-c", $"sleep 0.2; echo {i}"], Minute, Token)));

        results.Select(x => x.Output).Should().Equal("0\n", "1\n", "2\n", "3\n", "4\n");
    }

    [Fact(Timeout = 180_000)]
    public async Task A_connection_that_is_cut_in_mid_command_is_an_error_at_once()
    {
        await using var host = await SshHost.StartAsync();
        using var wire = CuttableProxy.To(host.Port);
        await host.WriteClientConfigurationAsync($"HostKeyAlias {host.LookupName}", port: wire.Port);
        await using var connection = await host.ConnectAsync(Token);
        var watch = Stopwatch.StartNew();
        var running = connection.RunAsync(["sleep", "120"], Minute, Token);
        await Task.Delay(500, Token);

        wire.Cut();

        var error = (await ((Func<Task>)(() => running)).Should().ThrowAsync<TrialException>()).Which;
        error.What.Should().Contain("connection broke");
        error.Hint.Should().NotBeNull();
        watch.Elapsed.Should().BeLessThan(TimeSpan.FromSeconds(40));
    }

    [Fact(Timeout = 180_000)]
    public async Task After_a_cut_the_next_command_is_an_error_too()
    {
        await using var host = await SshHost.StartAsync();
        await using var connection = await host.ConnectAsync(Token);
        await host.StopAsync();
        await Task.Delay(300, Token);

        var running = () => connection.RunAsync(["true"], Minute, Token);

        (await running.Should().ThrowAsync<TrialException>()).Which.What.Should().Contain("connection broke");
    }

    [Fact(Timeout = 180_000)]
    public async Task A_command_on_a_connection_that_fell_silent_is_given_up_in_time()
    {
        await using var host = await SshHost.StartAsync();
        using var wire = CuttableProxy.To(host.Port);
        await host.WriteClientConfigurationAsync($"HostKeyAlias {host.LookupName}", port: wire.Port);
        await using var connection = await host.ConnectAsync(Token);
        wire.FallSilent();
        var watch = Stopwatch.StartNew();

        var running = () => connection.RunAsync(["true"], TimeSpan.FromSeconds(2), Token);

        (await running.Should().ThrowAsync<TrialException>()).Which.What.Should().Contain("within 2 s");
        watch.Elapsed.Should().BeLessThan(TimeSpan.FromSeconds(40));
    }

    [Fact(Timeout = 180_000)]
    public async Task Cancelling_a_command_ends_at_once()
    {
        await using var host = await SshHost.StartAsync();
        await using var connection = await host.ConnectAsync(Token);
        using var cancelled = new CancellationTokenSource(TimeSpan.FromSeconds(0.5));
        var watch = Stopwatch.StartNew();

        var running = () => connection.RunAsync(["sleep", "120"], Minute, cancelled.Token);

        await running.Should().ThrowAsync<OperationCanceledException>();
        watch.Elapsed.Should().BeLessThan(TimeSpan.FromSeconds(40));
    }

    [Fact(Timeout = 180_000)]
    public async Task A_command_that_is_killed_on_the_host_is_an_error()
    {
        await using var host = await SshHost.StartAsync();
        await using var connection = await host.ConnectAsync(Token);

        var running = () => connection.RunAsync(["sh", "-c", "kill -KILL $$"], Minute, Token);

        (await running.Should().ThrowAsync<TrialException>()).Which.What.Should().Contain("SIGKILL");
    }

    [Fact(Timeout = 180_000)]
    public async Task A_host_that_prints_without_end_is_stopped()
    {
        await using var host = await SshHost.StartAsync();
        await using var connection = await host.ConnectAsync(Token);

        var running = () => connection.RunAsync(["yes"], Minute, Token);

        (await running.Should().ThrowAsync<TrialException>()).Which.What.Should().Contain("16 MiB");
    }
}
