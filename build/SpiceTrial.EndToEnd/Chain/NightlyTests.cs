using System.Text.Json.Nodes;
using FluentAssertions;
using Xunit;

namespace SpiceTrial.EndToEnd.Chain;

[Collection(OnOneChain.Name)]
public sealed class NightlyTests(ChainFixture chain)
{
    static CancellationToken Token => TestContext.Current.CancellationToken;

    static readonly string[] Night = ["Nightly", "--suite", "bookworm", "--builder", "chroot"];

    [Fact(Timeout = 180_000)]
    public async Task A_patch_that_does_not_fit_the_new_version_is_a_report_and_no_artifact()
    {
        var project = await chain.CopyAsync("conflicting night");
        FailedRun.Replace(
            project.File("patches/0001-bump-num-trace-items.patch"), " #include \"display-channel.h\"", " #include \"another.h\"");

        var said = await project.FailsAsync(1, [.. Night, "--package-version", "0.15.1-1"]);

        said.Should().Contain("conflict: the patch does not fit, see sessions/nightly/bookworm-amd64-conflict.md");
        Directory.GetDirectories(project.Built).Should().BeEmpty();
        (await File.ReadAllTextAsync(project.File("sessions/nightly/bookworm-amd64-conflict.md"), Token))
            .Should().Contain("spice 0.15.1-1 (bookworm, amd64)").And.Contain("Hunk #1 FAILED at 20")
            .And.Contain("server/display-channel-private.h:23: #define TRACE_ITEMS_SHIFT 3");
        ((string?)(await RecordAsync(project))["state"]).Should().Be("conflict");
    }

    [Fact(Timeout = 1_800_000)]
    [Trait("Run", "All")]
    public async Task The_first_night_proves_both_arms_the_second_finds_nothing_new_and_a_changed_verdict_fails()
    {
        var project = await chain.CopyAsync("nights");

        (await project.RunAsync(Night)).OrThrow("the first night failed");
        var record = await RecordAsync(project);
        ((string?)record["state"]).Should().Be("proven");
        record["arms"]!.AsArray().Select(x => (int)x!["traceItems"]!).Should().Equal(8, 128);

        var second = await project.RunAsync(Night);
        second.ExitCode.Should().Be(0, second.Output);
        second.Output.Should().Contain("nothing new").And.NotContain("building spice");
        second.Duration.Should().BeLessThan(TimeSpan.FromSeconds(30));

        // As if the toolchain, or the patch, had been another one last night.
        record["inputs"] = "other";
        record["answers"]![(string)record["findings"]!.AsArray()[0]!["subject"]!] = "not checked";
        await File.WriteAllTextAsync(RecordFile(project), record.ToJsonString(), Token);
        (await project.FailsAsync(1, Night)).Should().Contain("verdict changed: ").And.Contain(": not checked -> passed");
    }

    static string RecordFile(Project project) => project.File("sessions/nightly/bookworm-amd64.json");

    static async Task<JsonNode> RecordAsync(Project project) => JsonNode.Parse(await File.ReadAllTextAsync(RecordFile(project), Token))!;
}
