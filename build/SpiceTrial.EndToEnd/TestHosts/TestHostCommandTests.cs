using FluentAssertions;
using SpiceTrial.EndToEnd.Chain;
using SpiceTrial.Testing;
using Xunit;

namespace SpiceTrial.EndToEnd.TestHosts;

/// <summary><c>./build.sh TestHost</c> as a person types it, and kills it.</summary>
[Collection(OnOneChain.Name)]
[Trait("Run", "All")]
public sealed class TestHostCommandTests(ChainFixture chain) : IAsyncLifetime
{
    Project? project;

    static CancellationToken Token => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        if (project is not null)
            await project.RunAsync(CancellationToken.None, "TestHost", "--down");
    }

    [Fact(Timeout = 900_000)]
    public async Task An_up_that_is_killed_anywhere_is_repaired_by_the_next_and_down_twice_is_harmless()
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "a test hypervisor needs root");
        project = await chain.CopyAsync("test host");
        var folder = project.File(".nuke/temp/test-host");
        HashSet<string> groups = [];
        foreach (var wait in (int[])[0, 200, 700, 1500, 3000])
        {
            await KillUpAsync(wait);
            if (File.Exists(Path.Combine(folder, "groups")))
                groups.UnionWith(await File.ReadAllLinesAsync(Path.Combine(folder, "groups"), Token));
        }

        var up = await project.RunAsync("TestHost", "--up");
        up.ExitCode.Should().Be(0, up.Output);
        up.Output.Should().MatchRegex(@"\nnext: \S.*/build\.sh'? Status .*--host sf-2 --ssh-config ");
        (await project.RunAsync("Status")).Output.Should().Contain("is reached with --ssh-config ", "somebody forgot it");
        (await project.RunAsync("Status", "--check", "--inventory", "/nowhere"))
            .Should().Match<ProgramResult>(x => x.ExitCode == 3 && x.Output.Contains("SPICE UNKNOWN - sf-2: a plugin's line"));
        await HostShouldBeWholeAsync();
        // The last one may have been killed after it had done all: then its host is the one that is up.
        var current = await File.ReadAllLinesAsync(Path.Combine(folder, "groups"), Token);
        groups.Except(current).Should().NotBeEmpty().And.OnlyContain(x => !Directory.Exists(x));

        (await project.RunAsync("TestHost", "--up")).Output.Should().Contain("up already");
        groups.UnionWith(current);
        (await project.RunAsync("TestHost", "--down"))
            .Should().Match<ProgramResult>(x => x.ExitCode == 0 && x.Output.Contains("the test hypervisor is gone"));
        (await project.RunAsync("TestHost", "--down"))
            .Should().Match<ProgramResult>(x => x.ExitCode == 0 && x.Output.Contains("there was no test hypervisor"));
        await Leftovers.ShouldBeGoneAsync(folder);
        groups.Should().OnlyContain(x => !Directory.Exists(x));
        Directory.Exists(folder).Should().BeFalse();
    }

    // A machine that is fast may have finished the start that was killed before: then its host must be a whole one, and the next
    // start begins from nothing.
    async Task KillUpAsync(int wait)
    {
        for (var tries = 0; tries < 2; tries++)
        {
            using var run = StartedRun.Start(project!, "TestHost", "--up");
            if (await run.SaysAsync("booting the test hypervisor", "the test hypervisor is up already") == 0)
            {
                await Task.Delay(wait, Token);
                await run.KillAsync();
                return;
            }

            (await run.ExitAsync()).Should().Be(0, run.Output);
            await HostShouldBeWholeAsync();
            (await project!.RunAsync("TestHost", "--down")).ExitCode.Should().Be(0);
        }

        Assert.Fail("a host is up right after --down");
    }

    async Task HostShouldBeWholeAsync()
    {
        var there = new ProgramCall("ssh", "-F", project!.File(".nuke/temp/test-host/ssh_config"), "sf-2",
            "sudo -n virsh list --name && sudo -n virsh list --all --name");
        (await Programs.OutputOfAsync(there, "ssh failed", Token)).Split('\n', StringSplitOptions.RemoveEmptyEntries).Should()
            .BeEquivalentTo(TestDomain.Started, TestDomain.Started, TestDomain.Stopped);
    }
}
