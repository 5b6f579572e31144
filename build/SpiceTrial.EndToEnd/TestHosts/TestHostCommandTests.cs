using FluentAssertions;
using SpiceTrial.EndToEnd.Chain;
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
        string[] groups = [];
        foreach (var wait in (int[])[0, 200, 700, 1500, 3000])
        {
            using var run = StartedRun.Start(project, "TestHost", "--up");
            await run.SaysAsync("booting the test hypervisor");
            await Task.Delay(wait, Token);
            await run.KillAsync();
            if (File.Exists(Path.Combine(folder, "groups")))
                groups = [.. groups, .. await File.ReadAllLinesAsync(Path.Combine(folder, "groups"), Token)];
        }

        var up = await project.RunAsync("TestHost", "--up");
        up.ExitCode.Should().Be(0, up.Output);
        up.Output.Should().Contain("next: ./build.sh Status --host sf-2 --ssh-config");
        var there = new ProgramCall("ssh", "-F", Path.Combine(folder, "ssh_config"), "sf-2", "sudo virsh list --name");
        (await Programs.OutputOfAsync(there, "ssh failed", Token)).Trim().Should().StartWith("sf:");
        // The last one may have been killed after it had done all: then its host is the one that is up.
        var current = await File.ReadAllLinesAsync(Path.Combine(folder, "groups"), Token);
        groups.Except(current).Should().NotBeEmpty().And.OnlyContain(x => !Directory.Exists(x));

        (await project.RunAsync("TestHost", "--up")).Output.Should().Contain("up already");
        groups = [.. groups, .. await File.ReadAllLinesAsync(Path.Combine(folder, "groups"), Token)];
        (await project.RunAsync("TestHost", "--down"))
            .Should().Match<ProgramResult>(x => x.ExitCode == 0 && x.Output.Contains("the test hypervisor is gone"));
        (await project.RunAsync("TestHost", "--down"))
            .Should().Match<ProgramResult>(x => x.ExitCode == 0 && x.Output.Contains("there was no test hypervisor"));
        await Leftovers.ShouldBeGoneAsync(folder);
        groups.Should().OnlyContain(x => !Directory.Exists(x));
        Directory.Exists(folder).Should().BeFalse();
    }
}
