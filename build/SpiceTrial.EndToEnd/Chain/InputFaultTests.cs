using FluentAssertions;
using Xunit;

namespace SpiceTrial.EndToEnd.Chain;

[Collection(OnOneChain.Name)]
public sealed class InputFaultTests(ChainFixture chain)
{
    const string Entry = "downloads/packages/spice_0.15.1-1_bookworm";

    [Fact(Timeout = 180_000), Trait("Run", "All")]
    public async Task A_dsc_that_was_changed_in_the_cache_is_not_believed_and_fetched_again()
    {
        var project = await SpoiltAsync("changed dsc");
        var dsc = Path.Combine(project.Cache, Entry, "source/spice_0.15.1-1.dsc");
        FailedRun.Replace(dsc, "libssl-dev", "evil-dev");

        var run = await project.RunAsync("FetchSource", "--skip", "ResolveVersion");

        (run.Output + run.Error).Should().Contain("fetching spice 0.15.1-1");
        run.ExitCode.Should().Be(0, run.Error);
        (await File.ReadAllTextAsync(dsc, TestContext.Current.CancellationToken)).Should().Contain("libssl-dev").And.NotContain("evil-dev");
    }

    [Fact(Timeout = 300_000)]
    public async Task A_tarball_that_was_changed_is_refused_and_the_hint_repairs_it()
    {
        var project = await SpoiltAsync("changed tarball");
        await File.AppendAllTextAsync(
            Path.Combine(project.Cache, Entry, "source/spice_0.15.1.orig.tar.bz2"), "x", TestContext.Current.CancellationToken);

        var said = await project.FailsAsync(3, "ApplyPatch");

        said.Should().Contain("spice_0.15.1.orig.tar.bz2 is another file than was expected")
            .And.Contain($"Delete {Path.Combine(project.Cache, Entry)} and run again");
        Directory.Delete(Path.Combine(project.Cache, Entry), recursive: true);
        (await project.RunAsync("ApplyPatch")).OrThrow("the hint does not repair it");
    }

    [Fact(Timeout = 180_000)]
    public async Task A_file_that_is_gone_from_the_cache_is_named()
    {
        var project = await SpoiltAsync("missing file");
        File.Delete(Path.Combine(project.Cache, Entry, "source/spice_0.15.1-1.debian.tar.xz"));

        (await project.FailsAsync(1, "ApplyPatch")).Should().Contain("spice_0.15.1-1.debian.tar.xz is missing");
    }

    [Fact(Timeout = 180_000)]
    public async Task A_patch_that_changes_something_else_is_refused()
    {
        var project = await SpoiltAsync("changed patch");
        FailedRun.Replace(project.File("patches/0001-bump-num-trace-items.patch"), "+#define TRACE_ITEMS_SHIFT 7\n",
            "+#define TRACE_ITEMS_SHIFT 7\n+#define NUM_STREAMS 500\n");

        (await project.FailsAsync(3, "ApplyPatch")).Should().Contain("the patch does not change TRACE_ITEMS_SHIFT and nothing else");
    }

    [Fact(Timeout = 180_000)]
    public async Task A_patch_that_does_not_apply_shows_the_lines_of_the_source()
    {
        var project = await SpoiltAsync("wrong patch");
        FailedRun.Replace(
            project.File("patches/0001-bump-num-trace-items.patch"), " #include \"display-channel.h\"", " #include \"another.h\"");

        var said = await project.FailsAsync(1, "ApplyPatch");

        said.Should().Contain("0001-bump-num-trace-items.patch does not apply with fuzz 0: Hunk #1 FAILED at 20")
            .And.Contain("server/display-channel-private.h:23: #define TRACE_ITEMS_SHIFT 3");
    }

    [Theory(Timeout = 180_000)]
    [InlineData("100", "power of two")]
    [InlineData("4", "the stock library has 8 already")]
    [InlineData("512", "at most 64 entries")]
    public async Task A_ring_that_answers_no_question_stops_before_anything_starts(string items, string why)
    {
        var said = await (await SpoiltAsync($"ring of {items}")).FailsAsync(2, "DebBuild", "--trace-items", items);

        said.Should().Contain($"{items} trace items can't be built: ").And.Contain(why).And.Contain("hint: Use 16, 32, 64, 128 or 256");
        said.Should().NotContain("was not read").And.NotContain("download cache");
    }

    [Fact(Timeout = 180_000)]
    public async Task A_suite_that_the_mirror_does_not_have_is_named()
    {
        var said = await (await SpoiltAsync("wrong suite")).FailsAsync(2, "ApplyPatch", "--suite", "nosuch");

        said.Should().Contain("the mirror has no suite nosuch").And.Contain("hint: Check --suite");
    }

    [Fact(Timeout = 180_000)]
    public async Task A_mirror_that_does_not_answer_is_named()
    {
        var said = await (await SpoiltAsync("no mirror")).FailsAsync(1, "ApplyPatch", "--mirror", "http://127.0.0.1:9/debian");

        said.Should().Contain("the package lists of bookworm can't be fetched").And.Contain("127.0.0.1:9")
            .And.Contain("name another mirror with --mirror");
    }

    [Fact(Timeout = 180_000)]
    public async Task A_mirror_that_is_no_address_is_wrong_input() =>
        (await (await SpoiltAsync("bad mirror")).FailsAsync(2, "ApplyPatch", "--mirror", "not a mirror"))
            .Should().Contain("not a mirror: not a mirror");

    [Fact(Timeout = 180_000)]
    public async Task Folders_that_can_not_be_written_are_named_and_the_result_in_them_stays()
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "mounts need root");
        var project = await SpoiltAsync("read-only result");
        await MountAsync("--bind", project.Built, project.Built);
        await MountAsync("-o", "remount,bind,ro", project.Built);
        try
        {
            (await project.FailsAsync(1, "PackageArtifacts", "--skip")).Should().Contain(project.Built);
        }
        finally
        {
            await Programs.RunAsync(new("umount", project.Built), CancellationToken.None);
        }
    }

    [Fact(Timeout = 180_000)]
    public async Task Records_of_different_runs_are_not_packaged_as_one()
    {
        var project = await SpoiltAsync("mixed records");
        (await project.RunAsync("ApplyPatch", "--trace-items", "64")).OrThrow("no other record");

        var said = await project.FailsAsync(2, "PackageArtifacts", "--skip");

        said.Should().Contain(
            "the last DebBuild is of another ApplyPatch: it made 0.15.1-1+0ntrace128, the last ApplyPatch is of 0.15.1-1+0ntrace64");
    }

    [Theory(Timeout = 180_000)]
    [InlineData("--trials is 0", "SimulateVerdicts", "--trials", "0")]
    [InlineData("at: --ring-sizes", "Lab", "--ring-sizes", "7")]
    [InlineData("DraftPlan is about the patch, and the control has none", "DraftPlan", "--control")]
    [InlineData("--up would be ignored: DebBuild does not read it (no target was named", "--up")]
    [InlineData("--host (--hypervisor) would be ignored: VerifyArtifacts does not read it", "VerifyArtifacts", "--host", "sf-9")]
    [InlineData("2099-01-01 is in the future", "DebBuild", "--base-date", "2099-01-01")]
    [InlineData("nothing can be built for mips", "Info", "--architecture", "mips")]
    public async Task What_can_not_be_meant_ends_with_2_before_anything_is_made(string because, params string[] arguments)
    {
        var before = Snapshot.Of(chain.Project.File("docs"));

        var run = await Programs.RunAsync(new("bash", [chain.Project.File("build.sh"), .. arguments]) {
            Environment = chain.Project.Environment, Timeout = TimeSpan.FromMinutes(1) }, TestContext.Current.CancellationToken);

        run.ExitCode.Should().Be(2, run.Output);
        run.Output.Should().Contain(because).And.NotContain("builder chroot");
        Snapshot.Of(chain.Project.File("docs")).Should().Equal(before);
    }

    [Theory(Timeout = 180_000)]
    [InlineData("ResolveVersion", "--suite", "trixie", "bookworm")]
    [InlineData("ResolveVersion", "--architecture", "arm64", "amd64")]
    [InlineData("ResolveVersion", "--package-version", "0.15.2-1", "0.15.1-1")]
    [InlineData("ApplyPatch", "--trace-items", "64", "128")]
    public async Task What_a_skipped_step_would_have_to_obey_is_refused(string step, string option, string asked, string recorded)
    {
        var project = await chain.CopyAsync($"skipped {option}", withResult: true);

        var said = await project.FailsAsync(2, "DebBuild", "--skip", "ResolveVersion", "FetchSource", "ApplyPatch", option, asked);

        said.Should().Contain($"{option} is {asked}, but the last {step} was of {recorded}").And.Contain($"Do not skip {step}");
    }

    static async Task MountAsync(params string[] arguments) =>
        (await Programs.RunAsync(new("mount", arguments), TestContext.Current.CancellationToken)).OrThrow("mount failed");

    async Task<Project> SpoiltAsync(string name) =>
        await chain.CopyAsync(name, withResult: true, await chain.CopyDownloadsAsync($"cache of {name}"));
}
