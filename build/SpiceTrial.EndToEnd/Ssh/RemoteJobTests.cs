using FluentAssertions;
using SpiceTrial.Hosts;
using Xunit;

namespace SpiceTrial.EndToEnd.Ssh;

public sealed partial class RemoteJobTests
{
    const string Folders = "/run/spice-trial/jobs";

    static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact(Timeout = 180_000)]
    public async Task A_step_gives_its_output_and_exit_status_and_leaves_nothing()
    {
        await using var host = await StartAsync();
        List<string> lines = [];

        var result = await RunAsync(host,
            ["sh", "-c", $"echo \"$1\"; echo err >&2; printf last; exit 42 # {host.Folder}", "sh", "a 'b' $(id) %s $HOME"], lines.Add);

        result.ExitStatus.Should().Be(42);
        result.Output.Should().Be("a 'b' $(id) %s $HOME\nerr\nlast\n");
        lines.Should().Equal("a 'b' $(id) %s $HOME", "err", "last");
        FoldersOf(host).Should().BeEmpty();
    }

    [Fact(Timeout = 180_000)]
    public async Task A_step_survives_the_connection_and_every_line_comes_once()
    {
        await using var host = await StartAsync();
        using var wire = CuttableProxy.To(host.Port);
        await host.WriteClientConfigurationAsync($"HostKeyAlias {host.LookupName}", port: wire.Port);
        List<string> lines = [];

        var result = await RunAsync(
            host,
            ["sh", "-c", "for i in $(seq 60); do echo line $i; sleep 0.05; done"],
            line =>
            {
                lines.Add(line);
                if (line is "line 10" or "line 40")
                    wire.Cut();
            });

        result.ExitStatus.Should().Be(0);
        lines.Where(x => x.StartsWith("line", StringComparison.Ordinal)).Should().Equal(Enumerable.Range(1, 60).Select(i => $"line {i}"));
        lines.Should().Contain(x => x.Contains("trying again"));
    }

    [Fact(Timeout = 180_000)]
    public async Task A_step_survives_a_restart_of_the_ssh_server()
    {
        await using var host = await StartAsync();
        var restarting = Task.CompletedTask;

        var result = await RunAsync(
            host,
            ["sh", "-c", "echo begun; sleep 3; echo done"],
            line => restarting = line == "begun" ? host.RestartAsync("") : restarting);

        await restarting;
        result.Should().Be(new RemoteResult(0, "begun\ndone\n", ""));
    }

    [Theory(Timeout = 180_000)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    public async Task Whichever_answer_is_lost_the_step_runs_once(int lost)
    {
        await using var host = await StartAsync();
        var commands = 0;

        var result = await RemoteJob.RunAsync(
            async token => new LossyConnection(await host.ConnectAsync(token), () => Interlocked.Increment(ref commands) == lost),
            "test", ["sh", "-c", $"echo run >>{host.At("runs")}; echo ok; exit 5"], Minute, onLine: null, Token);

        result.Should().Be(new RemoteResult(5, "ok\n", ""));
        (await File.ReadAllTextAsync(host.At("runs"), Token)).Should().Be("run\n");
    }

    [Fact(Timeout = 180_000)]
    public async Task A_start_that_comes_late_starts_nothing()
    {
        await using var host = await StartAsync();
        await using var connection = await host.ConnectAsync(Token);

        var late = await connection.RunAsync(
            new RemoteCommand("sh", "-c", EmbeddedText.Read("job.sh"), "sh", "start", $"{Folders}/spice-trial-test-gone"), Token);

        late.ExitStatus.Should().Be(33);
        Directory.Exists($"{Folders}/spice-trial-test-gone").Should().BeFalse();
    }

    [Fact(Timeout = 180_000)]
    public async Task A_step_that_is_killed_on_the_host_is_an_error_that_says_where_to_look()
    {
        await using var host = await StartAsync();

        var running = () => RunAsync(host, ["sh", "-c", "echo begun; kill -KILL $PPID; sleep 1"], onLine: null);

        var error = (await running.Should().ThrowAsync<TrialException>()).Which;
        error.What.Should().Contain("without an exit status");
        error.Hint.Should().Contain("systemctl status spice-trial-test-");
        Directory.Delete(FolderIn(error), recursive: true);
    }

    [Fact(Timeout = 180_000)]
    public async Task A_step_that_takes_too_long_is_left_running_and_the_error_says_where()
    {
        await using var host = await StartAsync();

        var running = () => RemoteJob.RunAsync(
            token => host.ConnectAsync(token), "test",
            ["sh", "-c", $"until [ -e {host.At("go")} ]; do sleep 0.1; done; echo run >>{host.At("runs")}"], TimeSpan.FromSeconds(1),
            onLine: null, Token);

        var error = (await running.Should().ThrowAsync<TrialException>()).Which;
        error.What.Should().Contain("did not end in time");
        File.Exists(host.At("runs")).Should().BeFalse();
        await File.WriteAllTextAsync(host.At("go"), "", Token);
        // Its exit status is the last that it writes: only then can its folder be taken away.
        var status = Path.Combine(FolderIn(error), "status");
        for (var tries = 0; !File.Exists(status) && tries < 300; tries++)
            await Task.Delay(100, Token);
        File.Exists(host.At("runs")).Should().BeTrue();
        Directory.Delete(FolderIn(error), recursive: true);
    }

    [Fact(Timeout = 180_000)]
    public async Task A_step_whose_host_was_restarted_is_an_error_and_not_run_again()
    {
        await using var host = await StartAsync();
        var deleted = false;

        var running = () => RemoteJob.RunAsync(
            async token =>
            {
                var connection = await host.ConnectAsync(token);
                if (File.Exists(host.At("runs")))
                {
                    // As a restart does.
                    Directory.Delete(FoldersOf(host).Single(), recursive: true);
                    deleted = true;
                }

                return new LossyConnection(connection, () => !deleted && File.Exists(host.At("runs")));
            },
            "test", ["sh", "-c", $"echo run >>{host.At("runs")}; sleep 20"], Minute, onLine: null, Token);

        (await running.Should().ThrowAsync<TrialException>()).Which.What.Should().Contain("restarted");
        deleted.Should().BeTrue();
        (await File.ReadAllTextAsync(host.At("runs"), Token)).Should().Be("run\n");
    }

    [Fact(Timeout = 180_000)]
    public async Task A_host_that_is_not_there_at_the_start_is_given_up_by_its_own_error()
    {
        await using var host = await StartAsync();
        File.Delete(host.KnownHosts);

        var running = () => RunAsync(host, ["true"], onLine: null);

        (await running.Should().ThrowAsync<TrialException>()).Which.Status.Should().Be(ExitStatus.Refused);
    }

    [Fact(Timeout = 180_000)]
    public async Task A_user_with_a_sudo_password_is_asked_once_for_all_connections()
    {
        await using var host = await SudoHost.StartAsync($"{SudoHost.Operator} ALL=(ALL:ALL) ALL");
        var prompt = new TypedSecret(SudoHost.Password);
        var connector = new SshConnector(prompt.AskAsync);
        var commands = 0;

        var result = await RemoteJob.RunAsync(
            async token => new LossyConnection(
                await connector.ConnectAsync(SshHost.Alias, host.Host.ClientConfiguration, token),
                () => Interlocked.Increment(ref commands) is 2 or 4),
            "test", ["id", "-u"], Minute, onLine: null, Token);

        result.Should().Be(new RemoteResult(0, "0\n", ""));
        prompt.Questions.Should().ContainSingle();
    }

    static async Task<SshHost> StartAsync()
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "the test's user must be root on the host, which is this machine");
        return await SshHost.StartAsync();
    }

    static Task<RemoteResult> RunAsync(SshHost host, string[] words, Action<string>? onLine) =>
        RemoteJob.RunAsync(token => host.ConnectAsync(token), "test", words, Minute, onLine, Token);

    static IEnumerable<string> FoldersOf(SshHost host) =>
        !Directory.Exists(Folders)
            ? [] : Directory.GetDirectories(Folders).Where(x => ScriptIn(x).Contains(host.Folder));

    static string ScriptIn(string folder)
    {
        try { return File.ReadAllText(Path.Combine(folder, "run")); }
        catch (IOException) { return ""; /* Of another test: it goes, or was left half by a run that failed. */ }
    }

    static string FolderIn(TrialException error) => Path.Combine(Folders, Unit().Match(error.Where!).Value);

    [GeneratedRegex("spice-trial-test-[0-9a-f]+")]
    private static partial Regex Unit();
}
