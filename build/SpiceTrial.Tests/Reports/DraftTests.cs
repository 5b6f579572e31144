using FluentAssertions;
using SpiceTrial.Artifacts;
using SpiceTrial.Lab;
using SpiceTrial.Reports;
using SpiceTrial.Tests.Verdicts;
using SpiceTrial.Verdicts;
using Xunit;

namespace SpiceTrial.Tests.Reports;

public sealed class DraftTests
{
    static CancellationToken Token => TestContext.Current.CancellationToken;

    static Comparison Confirmed { get; } = CompareRuns.Of([Given.Stalled(Given.Stock)], [Given.Cured(Given.Patched)]);

    static Comparison Refuted { get; } =
        CompareRuns.Of([Given.Stalled(Given.Stock) with { FreeSome = 0 }], [Given.Stalled(Given.Patched) with { FreeSome = 0 }]);

    static Comparison Regression { get; } =
        CompareRuns.Of([Given.Stalled(Given.Stock)], [Given.Cured(Given.Patched) with { Freezes = [new(400, 14, EndsRun: true)] }]);

    static Comparison Inconclusive { get; } = CompareRuns.Of([Given.Stalled(Given.Stock)], [Given.Run(Given.Patched, 9, 3, 30)]);

    static async Task<TrialEvidence> Evidence(params Comparison[] comparisons) =>
        new(await RecordFile.ReadAsync<Manifest>(Path.Combine(AppContext.BaseDirectory, "reports", "manifest.json"), Token), comparisons,
            null);

    [Fact(Timeout = 30_000)]
    public async Task Without_a_comparison_the_issue_says_that_nothing_was_measured()
    {
        var issue = UpstreamIssueDraft.Text(await Evidence());

        issue.Should().Contain("Not measured yet").And.Contain("*Not measured.* Creates and re-engagements")
            .And.Contain("+#define TRACE_ITEMS_SHIFT 7");
    }

    [Fact(Timeout = 30_000)]
    public async Task Each_verdict_changes_title_summary_and_proposal()
    {
        string[] issues = [UpstreamIssueDraft.Text(await Evidence(Confirmed)), UpstreamIssueDraft.Text(await Evidence(Refuted)),
            UpstreamIssueDraft.Text(await Evidence(Regression)), UpstreamIssueDraft.Text(await Evidence(Inconclusive))];

        issues.Select(x => x.Split('\n')[0]).Should().OnlyHaveUniqueItems();
        issues.Select(x => x[x.IndexOf("## Summary", StringComparison.Ordinal)..x.IndexOf("## Versions", StringComparison.Ordinal)])
            .Should().OnlyHaveUniqueItems();
        issues[0].Should().NotContain("Not proposed");
        issues[1].Should().Contain("**Not proposed**").And.Contain("QXL_COMMAND_RING_SIZE").And.Contain("Do not file it");
        issues[2].Should().Contain("**Not proposed as it is**").And.Contain("froze for good");
        issues[3].Should().Contain("neither show nor exclude");
    }

    [Fact(Timeout = 30_000)]
    public async Task Figures_stand_by_region_with_their_intervals()
    {
        var issue = UpstreamIssueDraft.Text(await Evidence(Confirmed));

        issue.Should().Contain("| the video: creates / stops / re-engagements | 2 / 2 / 1 | 36 / 36 / 35 |")
            .And.Contain("every other region, widgets among them").And.Contain(VerdictRule.Id);
    }

    [Fact(Timeout = 30_000)]
    public async Task What_the_lab_measured_is_called_the_labs_where_its_figures_stand()
    {
        var lab = CompareRuns.Of([Given.Stalled(Given.Stock) with { Tag = "lab-stock-8", HasGuest = false }],
            [Given.Cured(Given.Patched) with { Tag = "lab-patched-128", HasGuest = false }]);

        var issue = UpstreamIssueDraft.Text(await Evidence(Confirmed, lab));

        issue.Should().Contain("### lab-patched-128: confirmed (lab, no guest)");
        issue.Split(
            "lab-stock-8 and lab-patched-128 are logs of the lab: a program drove the library with a synthetic load, no guest was there.")
                .Should().HaveCount(3, "once beside the counts, once beside the figures");
        UpstreamIssueDraft.Text(await Evidence(Confirmed)).Should().NotContain("no guest was there");
        lab.Reasons.Should().ContainMatch("But: no guest was there in lab-stock-8, lab-patched-128*");
    }

    [Fact(Timeout = 30_000)]
    public async Task The_lab_is_a_table_of_plays_by_ring_size()
    {
        var lab = new LabResult(
            [new("ring-vs-y-8", 8, 1, CellOutcome.Ran) { PlaysOffered = 3, PlaysEngaged = 0 },
                new("ring-vs-y-8", 128, 1, CellOutcome.Ran) { PlaysOffered = 3, PlaysEngaged = 3 },
                new("ring-vs-y-8", 128, 2, CellOutcome.Crashed)],
            [new("ring-vs-y-8", 128, []), new("widgets-60", 8, [64, 128])], [], ScenarioFiles.Of(["ring-vs-y-8", "widgets-60"]),
            RealTime: false);

        var issue = UpstreamIssueDraft.Text(await Evidence(Confirmed) with { Lab = lab });

        issue.Should().Contain("| scenario | 8 | 128 |").And.Contain("| ring-vs-y-8 | 0/3 | 3/3 |")
            .And.Contain("| 128 | 1 of 1 | widgets-60 | none |");
        issue.Should().Contain("./build.sh Lab --scenarios ring-vs-y-8 --ring-sizes 8,128 --seeds 2")
            .And.Contain(
                "copies of 100x100, two colours in a fine pattern, at 60 places beside it in turn, 240 a second, so 8 between two frames; "
                    + "2.2 OOMs a second, each handled directly before a frame of the video; `flush_resources` returns 0")
            .And.Contain("A larger ring does harm, `widgets-60`");
    }

    [Fact(Timeout = 30_000)]
    public async Task A_lab_that_left_out_the_scenarios_with_harm_does_not_pass_for_harmless()
    {
        var lab = new LabResult([new("ring-vs-y-8", 8, 1, CellOutcome.Ran) { PlaysOffered = 3, PlaysEngaged = 0 }],
            [new("ring-vs-y-8", 128, [])], [], [], RealTime: false);

        UpstreamIssueDraft.Text(await Evidence(Confirmed) with { Lab = lab }).Should().Contain("**Not run: ")
            .And.Contain("those with widgets are where a larger ring is known to do harm");
    }

    [Fact(Timeout = 30_000)]
    public async Task Lines_of_another_version_are_marked_as_unchecked()
    {
        var evidence = await Evidence();

        UpstreamIssueDraft.Text(
            evidence with { Manifest = evidence.Manifest with { Package = evidence.Manifest.Package with { SourceVersion = "0.16.0-3" } } })
            .Should().Contain("not checked for 0.16.0-3");
    }

    [Fact(Timeout = 30_000)]
    public async Task A_confirmed_verdict_gets_a_proposed_plan_and_a_refuted_one_a_falsification_with_a_pivot()
    {
        using var scratch = new Scratch();
        var settings = new DraftSettings(scratch.Path);

        var rollout = await FollowUpPlan.WriteAsync(settings, await Evidence(Confirmed), Token);
        var falsification = await FollowUpPlan.WriteAsync(settings, await Evidence(Refuted), Token);
        var none = await FollowUpPlan.WriteAsync(settings, await Evidence(Inconclusive), Token);

        rollout.Should().EndWith("PLAN-stream-caps-and-flap-phase-18-libspice-rollout.md");
        (await File.ReadAllTextAsync(rollout!, Token)).Should().Contain("**Status: Proposed.**");
        (await File.ReadAllTextAsync(falsification!, Token)).Should().Contain("**Status: Falsified.**").And.Contain("## Pivot")
            .And.Contain("Phase 16");
        none.Should().BeNull();
    }

    [Fact(Timeout = 30_000)]
    public async Task A_plan_that_a_person_wrote_is_not_overwritten()
    {
        using var scratch = new Scratch();
        var settings = new DraftSettings(scratch.Path) { RolloutPlan = scratch.Write("plan.md", "Ours, about something else.\n") };

        var writing = async () => await FollowUpPlan.WriteAsync(settings, await Evidence(Confirmed), Token);

        (await writing.Should().ThrowAsync<TrialException>()).Which.Status.Should().Be(ExitStatus.Refused);
        (await File.ReadAllTextAsync(settings.RolloutPlan, Token)).Should().Be("Ours, about something else.\n");
    }

    [Fact(Timeout = 30_000)]
    public async Task The_instructions_have_the_real_hash_and_the_way_back_that_works()
    {
        var evidence = await Evidence();
        var artifacts = new ArtifactsFolder("/built", evidence.Manifest);

        var text = TrialInstructions.Text(artifacts, DrawPlan.Of(new("007", 5, 9, 128, 7), DateTimeOffset.UnixEpoch));

        text.Should().Contain(artifacts.Library.Sha256).And.Contain(artifacts.Library.BuildId).And.Contain("max_size")
            .And.Contain("G_MESSAGES_DEBUG").And.Contain("--auto-snapshot-cap 67");
        text.Should().Contain("sudo dpkg -i libspice-server1_0.15.1-1_amd64.deb").And.Contain("**Not** the plan's")
            .And.Contain("${db:Status-Abbrev} ${Version}");
        Enumerable.Range(1, 10).Should().OnlyContain(x => text.Contains($"--tag 007-{x:00}-"), "every run has its own commands");
        text.Should().Contain("--expect-arm stock").And.Contain("--expect-arm 128").And.Contain("Report --plan 007");
        text.IndexOf("## 4. Capture", StringComparison.Ordinal)
            .Should().BeLessThan(text.IndexOf("Then destroy the VM", StringComparison.Ordinal));
    }

    [Fact(Timeout = 30_000)]
    public async Task A_hostile_tag_stays_text()
    {
        var comparison = CompareRuns.Of([Given.Stalled(Given.Stock) with { Tag = "<img src=x> | `x`" }], [Given.Cured(Given.Patched)]);

        var issue = UpstreamIssueDraft.Text(await Evidence(comparison));

        issue.Should().NotMatchRegex("(?<!\\\\)<img").And.Contain("\\<img src=x\\> \\| \\`x\\`");
    }
}
