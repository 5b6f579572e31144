using System.Runtime.CompilerServices;
using FluentAssertions;
using SpiceTrial.Artifacts;
using SpiceTrial.Lab;
using SpiceTrial.Reports;
using SpiceTrial.Tests.Verdicts;
using SpiceTrial.Verdicts;
using Xunit;

namespace SpiceTrial.Tests.Reports;

/// <summary>What is published says what its records say, and no more.</summary>
public sealed class IssueEvidenceTests : IDisposable
{
    const string FourPairs = "sessions/rehearsal/four-pairs/guest-16mib/comparison.json";

    readonly Scratch scratch = new();

    static CancellationToken Token => TestContext.Current.CancellationToken;

    static DraftSettings Kept => new(Root());

    public void Dispose() => scratch.Dispose();

    [Theory]
    [InlineData(3, 0, "| 128 | 1 of 1 |")]
    [InlineData(0, 0, "| 128 | 0 of 1 |")]
    [InlineData(3, 2, "| 128 | 0 of 1 |")]
    [InlineData(3, 3, "| 128 | 0 of 1 |")]
    public void A_ring_cures_only_where_it_works_itself_and_ran_with_every_seed(int engaged, int crashed, string said) =>
        MeasuredInLab.Text(Lab("ring-vs-y-8", [.. Cells(8, 0), .. Cells(16, 3), .. Cells(128, engaged, crashed)]))
            .Should().Contain("| 16 | 1 of 1 |").And.Contain(said);

    [Fact]
    public void Seeds_that_crashed_stand_beside_the_plays_of_the_others() =>
        MeasuredInLab.Text(Lab("ring-vs-y-8", [.. Cells(8, 0), .. Cells(64, 3, crashed: 3), .. Cells(128, 3, crashed: 2)]))
            .Should().Contain("| ring-vs-y-8 | 0/9 | 3 of 3 cells crashed | 3/3, 2 of 3 cells crashed |")
            .And.Contain("| 128 | 0 of 1 | ring-vs-y-8 (not run to the end) | none |").And.NotContain("None of these scenarios got worse");

    [Fact(Timeout = 120_000)]
    public async Task A_crash_with_a_larger_ring_is_not_passed_over_in_the_question()
    {
        await RecordFile.WriteAsync(
            scratch.File("lab.json"), Lab("full-tree", [.. Cells(8, 3), .. Cells(64, 3), .. Cells(128, 0, crashed: 3)]), Token);

        (await TextAsync(await EvidenceAsync() with { Lab = scratch.File("lab.json") }))
            .Should().Contain("Not run to the end with all of these: `widgets-49`, ").And.Contain("`full-tree`.");
    }

    [Fact(Timeout = 120_000)]
    public async Task A_comparison_of_a_test_host_is_not_taken_for_field_runs()
    {
        var evidence = await EvidenceAsync() with { Comparisons = [FourPairs] };

        (await FluentActions.Awaiting(() => TextAsync(evidence)).Should().ThrowAsync<TrialException>()
            .WithMessage("it would stand as the field's*")).Which.Status.Should().Be(ExitStatus.BadInput);
    }

    [Theory(Timeout = 120_000)]
    [InlineData("no ring of 128")]
    [InlineData("two seeds")]
    [InlineData("crashed")]
    public async Task A_draft_is_not_replaced_by_one_whose_lab_ran_less(string how)
    {
        var evidence = await EvidenceAsync();
        var lab = await RecordFile.ReadAsync<LabResult>(Path.Combine(Root(), evidence.Lab), Token);
        bool Is(LabCell cell) => cell is { Scenario: "widgets-50", RingSize: 128 };
        var cells = lab.Cells.Where(x => !Is(x) || how == "crashed" || (how == "two seeds" && x.Seed < 3))
            .Select(x => Is(x) && how == "crashed" ? new LabCell(x.Scenario, x.RingSize, x.Seed, CellOutcome.Crashed) : x);
        await RecordFile.WriteAsync(scratch.File("lab.json"), LabResult.Of(cells, lab.Libraries, lab.Scenarios, lab.RealTime), Token);
        await RecordFile.WriteAsync(scratch.File("less.json"), evidence with { Lab = scratch.File("lab.json") }, Token);
        var issue = scratch.Write("issue.md", await File.ReadAllTextAsync(Kept.Issue, Token));

        var drafting = () => UpstreamIssueDraft.WriteAsync(Kept with { Issue = issue, Evidence = scratch.File("less.json") }, Token);

        (await drafting.Should().ThrowAsync<TrialException>())
            .WithMessage("the draft rests on what is no longer named: lab: widgets-50, 128 entries, seeds: 3*")
            .Which.Status.Should().Be(ExitStatus.BadInput);
    }

    [Fact(Timeout = 120_000)]
    public async Task More_seeds_replace_fewer_and_a_run_is_no_other_one()
    {
        var draft = scratch.File("draft.md");
        Task WriteAsync(params string[] restsOn) => DraftFile.WriteAsync(draft, "x", restsOn, "evidence", Token);
        await WriteAsync("lab: a, 8 entries, seeds: 3", "run: 7");

        await WriteAsync("lab: a, 8 entries, seeds: 5", "run: 7");
        var fewer = () => WriteAsync("lab: a, 8 entries, seeds: 4", "run: 7");
        var another = () => WriteAsync("lab: a, 8 entries, seeds: 5", "run: 9");

        await fewer.Should().ThrowAsync<TrialException>().WithMessage("*lab: a, 8 entries, seeds: 5*");
        await another.Should().ThrowAsync<TrialException>().WithMessage("*run: 7*");
    }

    [Fact(Timeout = 120_000)]
    public async Task A_rehearsal_of_other_rings_does_not_stand_in_the_issues_table()
    {
        var evidence = await EvidenceAsync();

        var drafting = () => UpstreamIssueDraft.TextAsync(
            Root(), evidence with { Rehearsals = ["sessions/rehearsal/rings/rehearsal.json"] }, Token);

        (await drafting.Should().ThrowAsync<TrialException>())
            .WithMessage("it is about 16 and 32 and 64 entries, and the issue about 128*").Which.Status.Should().Be(ExitStatus.BadInput);
    }

    [Fact(Timeout = 120_000)]
    public async Task The_load_to_repeat_it_with_comes_with_its_own_result_and_is_not_passed_for_the_tables()
    {
        var text = await TextAsync(await EvidenceAsync());

        text.Should().Contain("the attached load, not the table's (streams/plays: 0/12 with 8, 12/12 with 128): `./guest-load ")
            .And.Contain("the table is of `sessions/rehearsal/four-pairs/rehearsal.json`");
    }

    [Fact(Timeout = 120_000)]
    public async Task A_verdict_stands_with_the_rule_that_gave_it() =>
        (await TextAsync(await EvidenceAsync())).Should().Contain("by the rule `spice-trial-verdict-5` guest-16mib is confirmed");

    [Fact(Timeout = 120_000)]
    public async Task A_rule_that_names_one_play_more_than_the_guest_streamed_does_not_say_the_same()
    {
        var text = await TextAsync(await EvidenceAsync());
        var freeze = text[text.IndexOf("`sessions/rehearsal/freeze/", StringComparison.Ordinal)..];

        freeze[..freeze.IndexOf("###", StringComparison.Ordinal)].Should().NotContain("say the same")
            .And.Contain("- guest-16mib, 8 entries: rule 1 of 24, library alone 0 of 18, guest 0 of 24");
    }

    [Theory(Timeout = 120_000)]
    [InlineData(128, "`widgets-50` 24/24 (8), 3/24 (64), 3/24 (128); `widgets-60` 24/24 (8), 3/24 (64), 3/24 (128).")]
    [InlineData(16, "`widgets-50` 24/24 (8), 24/24 (16), 3/24 (64); `widgets-60` 24/24 (8), 24/24 (16), 3/24 (64).")]
    public async Task Both_rings_that_the_issue_proposes_stand_with_their_harm(int ring, string harm)
    {
        var evidence = await EvidenceAsync();

        var text = await TextAsync(evidence with { TraceItems = ring, Runs = [evidence.Runs[0]], Rehearsals = [] });

        text.Should().Contain(harm).And.NotContainAny("Not run to the end", "Not tried", "were not tried");
    }

    [Fact(Timeout = 120_000)]
    public async Task Harm_is_named_by_its_own_scenario_and_only_what_was_not_tried_is_said_so()
    {
        List<LabCell> cells = [.. Cells(8, 3), .. Cells(64, 3), .. Cells(128, 0)];
        await RecordFile.WriteAsync(scratch.File("lab.json"), LabResult.Of(
            cells.SelectMany(x => new[] { x with { Scenario = "full-tree" }, x with { Scenario = "widgets-50", PlaysEngaged = 3 } }),
            [], ScenarioFiles.Of(["full-tree", "widgets-50"]), realTime: false), Token);

        var text = await TextAsync(await EvidenceAsync() with { Lab = scratch.File("lab.json") });

        text.Should().Contain("`full-tree` 9/9 (8), 9/9 (64), 0/9 (128).").And.NotContain("small widgets")
            .And.Contain("Not run to the end with all of these: `widgets-49`, `widgets-60`, `widgets-on-video`.");
    }

    [Theory(Timeout = 120_000)]
    [InlineData(FourPairs, "*captured on a test host*")]
    [InlineData("sessions/lab-pair/comparison.json", "*No guest was there in lab-stock-8, lab-patched-128*")]
    public async Task No_plan_for_a_cluster_follows_from_a_test_host_or_the_lab_and_none_is_called_unsupported_by_it(string of, string why)
    {
        var plan = scratch.Write("plan.md", $"{GeneratedPart.Begin}\nA plan.\n{GeneratedPart.End}\n");
        var settings = new DraftSettings(scratch.Path)
        {
            Comparison = Path.Combine(Root(), of), RolloutPlan = scratch.File("new.md"), Falsification = plan,
        };
        var manifest = await RecordFile.ReadAsync<Manifest>(Path.Combine(AppContext.BaseDirectory, "reports", "manifest.json"), Token);

        var planning = () => FollowUpPlan.WriteAsync(settings, manifest, Token);

        (await planning.Should().ThrowAsync<TrialException>().WithMessage(why)).Which.Status.Should().Be(ExitStatus.BadInput);
        File.Exists(settings.RolloutPlan).Should().BeFalse();
        (await File.ReadAllTextAsync(plan, Token)).Should().NotContain("No longer supported");
    }

    [Fact]
    public void A_comparison_from_today_says_too_that_it_is_of_a_test_host() => Caveats.NotOfTheField(
        Given.Compare(Given.Trial(stock: (_, x) => x with { Origin = Origin.Test }))).Should().Contain("test host");

    [Fact(Timeout = 120_000)]
    public async Task The_operators_instructions_that_are_kept_are_those_of_the_kept_plan()
    {
        var kept = Path.Combine(Root(), "sessions", "007.md");
        var manifest = await RecordFile.ReadAsync<Manifest>(Path.Combine(AppContext.BaseDirectory, "reports", "manifest.json"), Token);
        var copy = scratch.Write("007.md", await File.ReadAllTextAsync(kept, Token));

        await TrialInstructions.WriteAsync(copy, new("/built", manifest),
            await TrialPlan.ReadAsync(Path.Combine(Root(), "sessions"), "007", Token), null, Token);

        (await File.ReadAllTextAsync(copy, Token)).Should().Be(await File.ReadAllTextAsync(kept, Token));
    }

    static LabResult Lab(string scenario, IEnumerable<LabCell> cells) =>
        LabResult.Of(cells.Select(x => x with { Scenario = scenario }), [], ScenarioFiles.Of([scenario]), realTime: false);

    /// <summary>Three seeds of three plays each.</summary>
    static IEnumerable<LabCell> Cells(int ring, int engaged, int crashed = 0) => Enumerable.Range(1, 3).Select(seed => seed <= crashed
        ? new LabCell("", ring, seed, CellOutcome.Crashed)
        : new("", ring, seed, CellOutcome.Ran) { PlaysOffered = 3, PlaysEngaged = engaged });

    static Task<IssueEvidence> EvidenceAsync() => IssueEvidence.ReadAsync(Kept.Evidence, Token);

    static async Task<string> TextAsync(IssueEvidence evidence) => (await UpstreamIssueDraft.TextAsync(Root(), evidence, Token)).Text;

    static string Root([CallerFilePath] string here = "") => Path.GetFullPath(Path.Combine(here, "../../../.."));
}
