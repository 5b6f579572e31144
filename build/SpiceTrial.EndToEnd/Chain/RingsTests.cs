using FluentAssertions;
using SpiceTrial.Builders;
using SpiceTrial.Hosts;
using SpiceTrial.Trial;
using Xunit;

namespace SpiceTrial.EndToEnd.Chain;

/// <summary>Several ring sizes at once, as the lab and the nightly ask for them.</summary>
[Collection(OnOneChain.Name)]
public sealed class RingsTests(ChainFixture chain)
{
    static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact(Timeout = 180_000)]
    public async Task What_is_built_of_the_same_source_and_base_is_taken_as_it_is()
    {
        var project = await chain.CopyAsync("rings", withResult: true);
        var before = Snapshot.Of(project.Built);
        var said = new CollectedOutput();

        var artifacts = await (await RingsAsync(project, said)).EnsureAsync([128], Token);

        artifacts.Should().ContainSingle().Which.Folder.Should().Be(project.Artifacts());
        said.Lines.Should().Contain("libspice-server1 0.15.1-1+0ntrace128 is there already")
            .And.NotContain(x => x.StartsWith("building", StringComparison.Ordinal));
        Snapshot.Of(project.Built).Should().Equal(before);
    }

    [Fact(Timeout = 180_000)]
    public async Task A_package_that_was_changed_since_is_refused()
    {
        var project = await chain.CopyAsync("changed ring", withResult: true);
        await File.AppendAllTextAsync(project.Library(), "x", Token);

        var rings = await RingsAsync(project, new());
        var error = (await FluentActions.Awaiting(() => rings.EnsureAsync([128], Token))
            .Should().ThrowAsync<TrialException>()).Which;

        error.Status.Should().Be(ExitStatus.Refused);
        error.What.Should().Contain("libspice-server1_0.15.1-1+0ntrace128_amd64.deb");
    }

    [Fact(Timeout = 1_800_000)]
    [Trait("Run", "All")]
    public async Task A_size_that_is_missing_is_built_in_one_go_with_the_others_and_is_what_a_run_of_its_own_gives()
    {
        var project = await chain.CopyAsync("more rings", withResult: true);

        var artifacts = await (await RingsAsync(project, new())).EnsureAsync([8, 32, 128], Token);

        artifacts.Select(x => x.Manifest.TraceItems).Should().Equal(8, 32, 128);
        artifacts.Select(x => x.Manifest.Chain.DebBuild.Builder.Base).Distinct().Should().ContainSingle();
        (await File.ReadAllTextAsync(Path.Combine(artifacts[1].Folder, "0001-bump-num-trace-items.patch"), Token))
            .Should().Contain("\n+#define TRACE_ITEMS_SHIFT 5\n");
        var alone = await chain.CopyAsync("a ring alone");
        (await alone.BuildAsync("--trace-items", "32")).OrThrow("no ring of 32");
        (await File.ReadAllBytesAsync(project.Library(32), Token)).Should().Equal(await File.ReadAllBytesAsync(alone.Library(32), Token));
    }

    // In the base of the first run's day: after midnight, today's is another.
    static async Task<Rings> RingsAsync(Project project, CollectedOutput said) =>
        new(new ChainSteps(
            new ChainSettings(project.Root)
            {
                CacheDirectory = project.Cache, Builder = "chroot", State = Path.Combine(project.Home, ".local/state/spice-trial"),
                BaseDate = BaseKey.DateOf($"{(await project.ManifestAsync())["chain"]!["debBuild"]!["builder"]!["base"]}")!.Value,
            }, said, stop => new SshConnector().ConnectAsync("sf-2", null, stop)));
}
