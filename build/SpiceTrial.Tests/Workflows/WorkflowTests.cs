using FluentAssertions;
using SpiceTrial.Debian;
using Xunit;
using YamlDotNet.RepresentationModel;

namespace SpiceTrial.Tests.Workflows;

/// <summary>The project's own rules for its workflows. Whether GitHub understands them is actionlint's to say, in EndToEnd.</summary>
public sealed partial class WorkflowTests
{
    public static TheoryData<string> Names => ["nightly.yml", "test.yml"];

    [Theory]
    [MemberData(nameof(Names))]
    public void Actions_are_pinned_by_commit_with_their_version_beside_it(string name)
    {
        var workflow = new Workflow(name);

        workflow.Uses.Should().NotBeEmpty();
        UsesLine().Matches(workflow.Text).Should().HaveSameCount(workflow.Uses).And.OnlyContain(x => Pinned().IsMatch(x.Value));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Nothing_but_the_builds_own_targets_is_run(string name)
    {
        var runs = new Workflow(name).Runs.ToList();

        // What fetches the build itself can't be a target of it.
        runs[0].Should().Be("apt-get update && apt-get install -y --no-install-recommends ca-certificates curl git");
        runs.Skip(1).Should().NotBeEmpty()
            .And.OnlyContain(x => x.StartsWith("./build.sh ", StringComparison.Ordinal) && !x.Contains('\n', StringComparison.Ordinal));
        foreach (var run in runs.Skip(1))
            Workflow.Targets().Should().Contain($"Target {run.Split(' ')[1]} =>");
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_job_may_read_and_no_more(string name)
    {
        var workflow = new Workflow(name);
        var given = new[] { workflow["permissions"] }.Concat(
            workflow.Jobs.Where(x => x.Children.ContainsKey("permissions") && !MayAttest(x)).Select(x => x["permissions"]))
            .SelectMany(Rights).ToList();

        given.Should().Contain("contents: read").And.OnlyContain(x => x == "contents: read");
    }

    [Fact]
    public void Only_a_job_that_runs_nothing_of_ours_may_attest()
    {
        var attesting = new Workflow("nightly.yml").Jobs.Where(MayAttest).Should().ContainSingle().Which;

        Rights(attesting["permissions"]).Should().BeEquivalentTo("id-token: write", "attestations: write");
        attesting.Children.Should().NotContainKey("container");
        $"{attesting["if"]}".Should().Contain("github.event.repository.visibility == 'public' || vars.ATTEST == 'true'");
        ((YamlSequenceNode)attesting["steps"]).Cast<YamlMappingNode>().Should().OnlyContain(x => !x.Children.ContainsKey("run"));
        new Workflow("test.yml").Jobs.Should().NotContain(x => MayAttest(x));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Images_are_pinned_by_digest(string name) => new Workflow(name).Jobs.Where(x => x.Children.ContainsKey("container"))
        .Select(x => $"{x["container"]["image"]}").Should().NotBeEmpty().And.OnlyContain(x => Digest().IsMatch(x));

    [Theory]
    [MemberData(nameof(Names))]
    public void A_run_ends_and_does_not_overlap_with_itself(string name)
    {
        var workflow = new Workflow(name);

        // A run of one clock must not take the place of another's that waits.
        $"{workflow["concurrency"]["group"]}".Should().ContainAny("github.ref", "github.event.schedule || github.event_name");
        workflow.Jobs.Should().OnlyContain(x => x.Children.ContainsKey("timeout-minutes"));
    }

    [Fact]
    public void The_nightly_covers_every_release_arm64_twice_a_week_and_the_other_Nuke_host_once()
    {
        var workflow = new Workflow("nightly.yml");
        var matrix = (YamlMappingNode)workflow.Jobs.First()["strategy"]["matrix"];
        var clocks = Workflow.Children((YamlMappingNode)workflow["on"]).First().Value;
        var days = $"{clocks[1]["cron"]}".Split(' ')[4].Split(',').Select(int.Parse).ToList();

        Workflow.Words(matrix["suite"]).Should().Equal(Releases.Suites);
        Workflow.Words(matrix["nuke-host"]).Should().Equal("package");
        $"{matrix["architecture"]}".Should().Contain($"== '{clocks[1]["cron"]}' && '[\"arm64\"]'").And.EndWith(
            $"'[{string.Join(", ", Releases.Architectures.Select(x => $"\"{x}\""))}]') }}}}");
        days.Zip([.. days.Skip(1), days[0] + 7], (x, y) => y - x).Max()
            .Should().BeLessThan(6, "a cache that nobody reads goes after 7 days");
        ((YamlSequenceNode)matrix["include"]).Should().ContainSingle().Which["nuke-host"].ToString().Should().Be("standin");
    }

    [Fact]
    public void Only_what_is_small_is_kept_every_night()
    {
        var kept = new Workflow("nightly.yml").Steps
            .Where(x => x.Children.ContainsKey("uses") && $"{x["uses"]}".Contains("/save@", StringComparison.Ordinal)).ToList();

        kept.Where(x => $"{x["with"]["key"]}".Contains("run_id", StringComparison.Ordinal)).Select(x => $"{x["with"]["path"]}")
            .Should().Equal("sessions/nightly/*.*", "sessions/nightly/*.*");
        kept.Should().HaveCount(3).And.Contain(x => $"{x["if"]}".Contains(
            "!endsWith(steps.kept.outputs.cache-matched-key", StringComparison.Ordinal));
    }

    [Fact]
    public void A_bot_keeps_the_actions_current() =>
        File.ReadAllText(Path.Combine(Workflow.Root(), ".github", "dependabot.yml")).Should().Contain("package-ecosystem: github-actions");

    [Fact]
    public void The_nightly_runs_by_the_clock_and_by_hand() =>
        Workflow.Children((YamlMappingNode)new Workflow("nightly.yml")["on"]).Select(x => x.Key)
            .Should().Equal("schedule", "workflow_dispatch");

    static bool MayAttest(YamlMappingNode job) =>
        job.Children.ContainsKey("permissions") && Rights(job["permissions"]).Any(x => x.EndsWith("write", StringComparison.Ordinal));

    static IEnumerable<string> Rights(YamlNode permissions) =>
        Workflow.Children((YamlMappingNode)permissions).Select(x => $"{x.Key}: {x.Value}");

    [GeneratedRegex(@"^debian:12@sha256:[0-9a-f]{64}$")]
    private static partial Regex Digest();

    [GeneratedRegex(@"^.*\buses: .*$", RegexOptions.Multiline)]
    private static partial Regex UsesLine();

    [GeneratedRegex(@"uses: [a-z-]+/[a-z/-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$")]
    private static partial Regex Pinned();
}
