using FluentAssertions;
using SpiceTrial.EndToEnd.Chain;
using SpiceTrial.EndToEnd.TestHosts;
using SpiceTrial.TestHosts;
using Xunit;

namespace SpiceTrial.EndToEnd.Transactions;

/// <summary>Install and Revert as a user types them, with the package that the chain really built.</summary>
[Collection(OnOneChain.Name)]
// Not seen green yet: in TestAll until it has been.
[Trait("Run", "All")]
public sealed class UserTests(ChainFixture chain)
{
    const string Stock = "ii  0.15.1-1";
    const string Patched = "hi  0.15.1-1+0ntrace128";

    static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact(Timeout = 900_000)]
    public async Task A_user_installs_what_was_built_survives_a_killed_tool_and_reverts()
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "a test hypervisor needs root");
        var project = await chain.CopyAsync("operator", withResult: true);
        await using var host = await Hypervisor.StartAsync();
        string[] there = ["--host", host.Name, "--ssh-config", host.SshConfig];

        var refused = await project.RunAsync(["Install", .. there]);
        refused.ExitCode.Should().Be(3, refused.Output);
        (await StateAsync(host)).Should().Be(Stock, "nobody is at the terminal");

        using (var run = StartedRun.Start(project, ["Install", .. there, "--yes", "--accept-unverified", "--confirm-within", "1"]))
        {
            await run.SaysAsync("step: unpack");
            await run.KillAsync();
        }

        // The host goes on alone; what it installed waits for a word. The next run gives it.
        var again = await project.RunAsync(["Install", .. there, "--yes", "--accept-unverified"]);
        again.ExitCode.Should().Be(0, again.Output);
        (await StateAsync(host)).Should().Be(Patched);
        (await host.ShellAsync("ls /etc/systemd/system/spice-trial* 2>/dev/null || true", Token)).Should().BeEmpty("it is confirmed");

        var reverted = await project.RunAsync(["Revert", .. there, "--yes"]);
        reverted.ExitCode.Should().Be(0, reverted.Output);
        (await StateAsync(host)).Should().Be(Stock);
        (await host.ShellAsync("ls -d /var/lib/spice-trial /etc/apt/preferences.d/spice-trial 2>/dev/null || true", Token)).Should().BeEmpty();
    }

    static Task<string> StateAsync(TestHost host) => host.ShellAsync("dpkg-query -W -f '${db:Status-Abbrev} ${Version}' libspice-server1", Token);
}
