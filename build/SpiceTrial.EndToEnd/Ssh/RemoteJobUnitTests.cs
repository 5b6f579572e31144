using FluentAssertions;
using SpiceTrial.EndToEnd.TestHosts;
using SpiceTrial.Hosts;
using SpiceTrial.Testing;
using Xunit;

namespace SpiceTrial.EndToEnd.Ssh;

/// <summary>Long steps where they are at home: on a host with systemd, through sudo.</summary>
public sealed class RemoteJobUnitTests
{
    static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact(Timeout = 300_000)]
    public async Task A_step_is_a_unit_that_outlives_every_ssh_process_and_leaves_nothing()
    {
        await using var host = await Hypervisor.StartAsync();
        var killing = Task.CompletedTask;
        List<string> lines = [];

        var result = await RunAsync(
            host,
            ["sh", "-c",
                "id -u; grep -o 'spice-trial-test-.*service' /proc/self/cgroup | head -n 1; echo \"$1\"; "
                    + "until [ -e /run/cut ]; do sleep 0.1; done; echo end; exit 3", "sh",
                "$HOME ${X} %h $$ 100%"],
            line =>
            {
                lines.Add(line);
                if (line.StartsWith('$'))
                    killing = host.ShellAsync("pkill -KILL sshd; systemctl restart ssh; touch /run/cut", Token);
            });

        await killing;
        result.ExitStatus.Should().Be(3);
        result.Output.Split('\n').Should().HaveElementAt(0, "0").And.HaveElementAt(2, "$HOME ${X} %h $$ 100%").And.HaveElementAt(3, "end");
        result.Output.Should().MatchRegex("\nspice-trial-test-[0-9a-f]{8}.service\n");
        lines.Should().Contain(x => x.Contains("trying again"));
        (await ShellAsync(host, "systemctl list-units --all --no-legend 'spice-trial-*'; ls /run/spice-trial/jobs")).Should().BeEmpty();
    }

    [Fact(Timeout = 300_000), Trait("Run", "All")]
    public async Task A_step_that_a_restart_of_the_host_ended_is_an_error_and_not_run_again()
    {
        await using var host = await Hypervisor.StartAsync();
        var rebooting = Task.CompletedTask;

        var running = () => RunAsync(
            host,
            ["sh", "-c", "echo run >>/var/tmp/runs; sync; echo begun; sleep 30"],
            line => rebooting = line == "begun" ? Task.Run(() => host.RebootAsync(Token), Token) : rebooting);

        (await running.Should().ThrowAsync<TrialException>()).Which.What.Should().ContainAny("restarted", "killed");
        await rebooting;
        (await ShellAsync(host, "cat /var/tmp/runs")).Should().Be("run\n");
    }

    static Task<RemoteResult> RunAsync(TestHost host, string[] words, Action<string> onLine) =>
        RemoteJob.RunAsync(_ => host.ConnectAsync(), "test", words, Minute, onLine, Token);

    static async Task<string> ShellAsync(TestHost host, string script)
    {
        await using var connection = await host.ConnectAsync();
        return (await connection.RunAsync(new RemoteCommand("sh", "-c", script) { AsRoot = true }, Token)).Output;
    }
}
