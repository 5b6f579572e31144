using FluentAssertions;
using Xunit;

namespace SpiceTrial.EndToEnd.Chain;

/// <summary>The tool in a network namespace that has nothing, not even a loopback device that is up.</summary>
[Collection(OnOneChain.Name)]
public sealed class NoNetworkTests(ChainFixture chain)
{
    static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact(Timeout = 180_000)]
    public async Task Without_network_an_empty_cache_is_a_clear_error()
    {
        var run = await OfflineAsync(await chain.CopyAsync("no network", withResult: true, chain.Make("empty cache without network")),
            "DebBuild", "--builder", "chroot");

        run.ExitCode.Should().Be(1, run.Output);
        run.Output.Should().Contain("the package lists of bookworm can't be fetched").And.Contain("hint: Check the network");
    }

    [Fact(Timeout = 300_000), Trait("Run", "All")]
    public async Task Without_network_a_missing_base_is_a_clear_error_and_half_a_base_is_none()
    {
        var project = await chain.CopyAsync(
            "no network for the base", withResult: true, await chain.CopyDownloadsAsync("downloads without network"));

        var run = await OfflineAsync(project, "DebBuild", "--builder", "chroot");

        run.ExitCode.Should().Be(1, run.Output);
        run.Output.Should().Contain("the base environment of bookworm amd64 can't be made").And.Contain("hint: Check the network");
        Directory.GetDirectories(Path.Combine(project.Cache, "environments")).Should().BeEmpty();
        await Leftovers.ShouldBeGoneAsync(chain.Folder);
    }

    [Fact(Timeout = 1_200_000)]
    [Trait("Run", "All")]
    public async Task A_warm_cache_is_all_that_a_build_needs()
    {
        var project = await chain.CopyAsync("warm without network");

        var run = await OfflineAsync(project, "DebBuild", "--builder", "chroot", "--skip-package-tests");

        run.ExitCode.Should().Be(0, run.Output);
        (await File.ReadAllBytesAsync(project.Library(), Token))
            .Should().Equal(await File.ReadAllBytesAsync(chain.Project.Library(), Token));
    }

    static async Task<ProgramResult> OfflineAsync(Project project, params IReadOnlyList<string> arguments)
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "a network namespace needs root");
        return await Programs.RunAsync(
            new("unshare", ["--net", "bash", .. project.Words(arguments)]) {
                Environment = project.Environment, WorkingDirectory = "/", Timeout = TimeSpan.FromMinutes(18) }, Token);
    }
}
