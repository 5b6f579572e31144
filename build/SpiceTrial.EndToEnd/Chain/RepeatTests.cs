using FluentAssertions;
using Xunit;

namespace SpiceTrial.EndToEnd.Chain;

[Collection(OnOneChain.Name)]
public sealed class RepeatTests(ChainFixture chain, VerifiedRun verified)
{
    readonly TwoRuns two = verified.Two;

    static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact(Timeout = 1_800_000)]
    public async Task Two_runs_at_once_in_one_folder_both_succeed()
    {
        await two.EnsureAsync(chain);

        two.Results.Should().OnlyContain(x => x.ExitCode == 0, string.Concat(two.Results.Select(x => x.Output + x.Error)));
    }

    [Fact(Timeout = 1_800_000)]
    public async Task The_same_build_in_another_folder_gives_bit_identical_packages()
    {
        var other = await two.EnsureAsync(chain);

        foreach (var (first, second) in new[] { (chain.Project.Library(), other.Library()), (chain.Project.Symbols(), other.Symbols()) })
            (await Programs.RunAsync(new("cmp", first, second), Token)).OrThrow("the packages differ");
    }

    [Fact(Timeout = 1_800_000)]
    public async Task Another_ring_starts_from_the_compiled_tree_of_the_first_clean_build()
    {
        var other = await two.EnsureAsync(chain);

        (await File.ReadAllTextAsync(Path.Combine(other.Artifacts(8), "build.log"), Token))
            .Should().Contain(
                "starts from the compiled tree of an earlier clean build; to compile again: ./server/display-channel-private.h \n");
    }

    [Fact(Timeout = 1_800_000)]
    public async Task The_control_has_a_version_of_its_own_and_no_patch()
    {
        var other = await two.EnsureAsync(chain);

        (await Programs.OutputOfAsync(new("dpkg-deb", "--field", other.Library(8), "Version"), "no version", Token)).Trim()
            .Should().Be("0.15.1-1+0ntrace8");
        Directory.EnumerateFiles(other.Artifacts(8), "*.patch").Should().BeEmpty();
        (await File.ReadAllTextAsync(Path.Combine(other.Artifacts(128), "0001-bump-num-trace-items.patch"), Token))
            .Should().Contain("\n+#define TRACE_ITEMS_SHIFT 7\n");
        ((int)(await other.ManifestAsync(8))["traceItems"]!).Should().Be(8);
    }

    [Fact(Timeout = 1_800_000)]
    public async Task Skipped_package_tests_are_on_record()
    {
        var manifest = await (await two.EnsureAsync(chain)).ManifestAsync(8);

        manifest["verification"]!["checks"]!.AsArray().Single(x => x!["name"]!.ToString() == "package tests")!["outcome"]!.ToString()
            .Should().Be("not-checked");
        manifest["warnings"]!.AsArray().Should().Contain(x => x!.ToString().Contains("tests were skipped", StringComparison.Ordinal));
    }

    [Fact(Timeout = 1_800_000)]
    public async Task The_json_that_programs_read_is_also_where_output_names_it()
    {
        var other = await two.EnsureAsync(chain);

        (await File.ReadAllTextAsync(other.File("out/manifest.json"), Token))
            .Should().Be(await File.ReadAllTextAsync(Path.Combine(other.Artifacts(), "manifest.json"), Token));
    }

    [Fact(Timeout = 1_800_000)]
    public async Task Runs_leave_nothing_behind_but_their_results()
    {
        var other = await two.EnsureAsync(chain);

        await Leftovers.ShouldBeGoneAsync(chain.Folder);
        other.LeftInHome.Should().BeEmpty("nothing may be written into the user's home but the cache, and what was proven");
        other.LeftInTemporary.Should().BeEmpty("temporary files end with the run");
        Directory.EnumerateFileSystemEntries(other.Built, ".new-*").Should().BeEmpty();
        Directory.EnumerateFileSystemEntries(other.File(".nuke/temp/runs"), "scratch", SearchOption.AllDirectories).Should().BeEmpty();
        Directory.EnumerateDirectories(Path.Combine(other.Cache, "downloads"), ".scratch-*").Should().BeEmpty();
        Snapshot.Of("/etc/apt").Should().Equal(chain.AptConfiguration);
    }
}
