using FluentAssertions;
using SpiceTrial.EndToEnd.Containers;
using Xunit;

namespace SpiceTrial.EndToEnd.Chain;

/// <summary>The chain in docker and podman, each Debian's own, with images that were never pulled.</summary>
[Collection(OnOneChain.Name)]
[Trait("Run", "All")]
public sealed class ContainerTests(ChainFixture chain, TestEngines engines) : IClassFixture<TestEngines>
{
    static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory(Timeout = 2_400_000)]
    [InlineData("docker")]
    [InlineData("podman")]
    public async Task A_build_in_a_container_gives_the_bytes_of_the_chroot(string name)
    {
        var (engine, project) = await StartAsync(name, $"project in {name}");

        var run = await project.RunAsync([.. Build(name)]);

        run.ExitCode.Should().Be(0, run.Output + run.Error);
        var manifest = await project.ManifestAsync();
        manifest["builder"]!["name"]!.ToString().Should().Be("container");
        manifest["builder"]!["detail"]!.ToString().Should().StartWith(name + " ");
        ((bool)manifest["comparable"]!).Should().BeTrue();
        foreach (var (ours, theirs) in new[] { (chain.Project.Library(), project.Library()), (chain.Project.Symbols(), project.Symbols()) })
            (await Programs.RunAsync(new("cmp", ours, theirs), Token)).OrThrow($"{name} gives other bytes than the chroot");
        (await engine.AskAsync("image", "ls", "--format", "{{.Repository}}")).Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Should().ContainSingle("nothing is pulled and no trial image stays").Which.Should().EndWith("spice-trial-base");
        await NothingIsLeftAsync(engine, project);
    }

    [Theory(Timeout = 2_400_000)]
    [InlineData("docker")]
    [InlineData("podman")]
    public async Task A_tool_killed_while_its_container_builds_leaves_none_and_runs_again(string name)
    {
        var (engine, project) = await StartAsync(name, $"killed in {name}", withResult: true);
        var before = Snapshot.Of(project.Built);
        using (var run = StartedRun.Start(project, [.. Build(name), "--skip-package-tests"]))
        {
            await run.SaysAsync("configuring");
            (await engine.ContainersAsync()).Should().NotBeEmpty("the build goes on in one");
            await run.KillAsync();
        }

        await NothingIsLeftAsync(engine, project);
        Snapshot.Of(project.Built).Should().Equal(before);
        (await project.RunAsync([.. Build(name), "--skip-package-tests"])).OrThrow("the run after the kill failed");
        (await Programs.RunAsync(new("cmp", chain.Project.Library(), project.Library()), Token))
            .OrThrow("the run after the kill gives other bytes");
        await NothingIsLeftAsync(engine, project);
    }

    static IReadOnlyList<string> Build(string engine) =>
        ["DebBuild", "--host", "sf-2", "--builder", "container", "--container-engine", engine];

    async Task<(ITestEngine Engine, Project Project)> StartAsync(string name, string folder, bool withResult = false)
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "an engine of the tests' own needs root");
        var engine = await engines.StartAsync(name, Token);
        return (engine, await chain.CopyAsync(folder, withResult) with { More = engine.Environment });
    }

    async Task NothingIsLeftAsync(ITestEngine engine, Project project)
    {
        // The engine notices the end of the build's first process; it has as long as processes and mounts have.
        var until = DateTime.UtcNow + TimeSpan.FromSeconds(15);
        while ((await engine.ContainersAsync()).Length > 0 && DateTime.UtcNow < until)
            await Task.Delay(200, Token);
        (await engine.ContainersAsync()).Should().BeEmpty("no container may be left");
        await Leftovers.ShouldBeGoneAsync(chain.Folder);
        (await Leftovers.MountsAsync(engine.Folder)).Where(x => x.EndsWith("/merged", StringComparison.Ordinal))
            .Should().BeEmpty("no container's file system may be left");
        project.LeftInTemporary.Should().BeEmpty();
    }
}
