using FluentAssertions;
using SpiceTrial.Sessions;
using SpiceTrial.Tests.Sessions;
using SpiceTrial.Trial;
using SpiceTrial.Verdicts;
using Xunit;

namespace SpiceTrial.Tests.Verdicts;

/// <summary>A trial's plan: drawn before its first run, followed, and judged by.</summary>
public sealed class PlanTests : IDisposable
{
    readonly Scratch scratch = new();

    static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => scratch.Dispose();

    [Fact(Timeout = 120_000)]
    public void The_order_is_drawn_in_turns_and_the_seed_draws_it_again()
    {
        var plan = DrawPlan.Of(Given.Request(5), DateTimeOffset.UnixEpoch);

        plan.Runs.Should().HaveCount(10);
        plan.Runs.Count(x => x.Arm == "candidate").Should().Be(5);
        RunOrders.IsInTurns(plan.Order.Select(x => x == 'P')).Should().BeTrue();
        DrawPlan.Of(Given.Request(5), DateTimeOffset.UnixEpoch).Should().BeEquivalentTo(plan);
        DrawPlan.Of(Given.Request(5, seed: 8), DateTimeOffset.UnixEpoch).Order.Should().NotBe(plan.Order);
        plan.Power.Should().Contain(x => x.Effect.Contains("2 s") && x.Confirmed > 0.9)
            .And.Contain(x => x.Effect == "none" && x.Confirmed < 0.05);
    }

    [Theory(Timeout = 120_000)]
    [InlineData(3)]
    [InlineData(11)]
    public void So_few_or_many_runs_are_refused(int runs) =>
        FluentActions.Invoking(() => DrawPlan.Of(Given.Request(runs), DateTimeOffset.UnixEpoch)).Should().Throw<TrialException>()
            .Which.Status.Should().Be(ExitStatus.BadInput);

    [Fact(Timeout = 120_000)]
    public async Task A_captured_run_is_marked_done_and_the_next_one_is_named()
    {
        var plan = DrawPlan.Of(Given.Request(4), DateTimeOffset.UnixEpoch);
        await RecordFile.WriteAsync(TrialPlan.PathIn(scratch.Path, "007"), plan, Token);

        (await TrialPlan.MarkAsync(scratch.Path, "something-else", "x.tar.gz", Token)).Should().BeNull();
        var marked = await TrialPlan.MarkAsync(scratch.Path, plan.Runs[0].Tag, "test-session-x.tar.gz", Token);

        marked!.Next.Should().Be(plan.Runs[1]);
        plan.Runs.Should().OnlyContain(x => plan.ExpectedArm(x.Tag) == (x.Arm == PlannedArm.Baseline ? "stock" : "128"));
        (await TrialPlan.ReadAsync(scratch.Path, "007", Token)).Runs[0].Should().Match<PlannedRun>(
            x => x.State == PlannedRunState.Done && x.Bundle == "test-session-x.tar.gz");
    }

    [Fact(Timeout = 120_000)]
    public async Task A_plan_that_can_not_be_read_keeps_no_run_of_another_trial_from_being_captured()
    {
        var plan = DrawPlan.Of(Given.Request(4), DateTimeOffset.UnixEpoch);
        await RecordFile.WriteAsync(TrialPlan.PathIn(scratch.Path, "007"), plan, Token);
        scratch.Write("006/plan.json", "{");
        scratch.Write("00/plan.json", "{");
        scratch.Write("008/plan.json", "{");

        (await TrialPlan.MarkAsync(scratch.Path, plan.Runs[0].Tag, "x.tar.gz", Token))!.Next.Should().Be(plan.Runs[1]);
        (await TrialPlan.MarkAsync(scratch.Path, "009", "x.tar.gz", Token)).Should().BeNull();
        var warnings = new List<string>();
        (await TrialPlan.OfRunAsync(scratch.Path, "009", warnings.Add, Token)).Should().BeNull();
        warnings.Order().Should().SatisfyRespectively(
            x => x.Should().Match("a plan is passed over: *00/plan.json)"),
            x => x.Should().Match("a plan is passed over: *006/plan.json)"),
            x => x.Should().Match("a plan is passed over: *008/plan.json)"));
        (await FluentActions.Awaiting(() => TrialPlan.MarkAsync(scratch.Path, "008-01-stock", "x.tar.gz", Token)).Should()
            .ThrowAsync<TrialException>("it is of this plan")).Which.Where.Should().Be(scratch.File("008/plan.json"));
    }

    [Fact(Timeout = 120_000)]
    public void Runs_of_a_plan_that_are_missing_are_counted_against_their_arm()
    {
        var (baseline, candidate) = Given.Trial();
        var order = Enumerable.Range(0, 5).SelectMany(x => new[] { (baseline[x].Tag, false), (candidate[x].Tag, true) }).ToList();
        var plan = TrialPlan.Of("007", order, 9);

        var whole = CompareRuns.Of(baseline, candidate, plan: plan);
        var torn = CompareRuns.Of(baseline, candidate[..4], plan: plan);

        (whole.Verdict, whole.Plan).Should().Be((Verdict.Confirmed, "007"));
        whole.Caveats.Should().NotContainMatch("*no plan*").And.NotContainMatch("*not made in turns*");
        whole.Figures[0].PValue.Should().BeApproximately(
            2.0 / 162, 1e-9, "of the 162 orders that could have been drawn one parts the runs so");
        torn.Caveats.Should().ContainMatch("*1 of 5 starts of the candidate*1 are missing*");
    }

    [Fact(Timeout = 120_000)]
    public void A_plan_that_was_broken_off_has_the_p_value_of_the_orders_that_could_have_been_drawn_for_what_was_made()
    {
        var (baseline, candidate) = Given.Trial(count: 7);
        var order = Enumerable.Range(0, 7).SelectMany(x => new[] { (baseline[x].Tag, false), (candidate[x].Tag, true) }).ToList();
        var plan = TrialPlan.Of("007", order, 9);

        var figure = CompareRuns.Of(baseline[..4], candidate[..4], plan: plan).Figures[0];

        var made = RunOrders.InTurns(7).Select(x => string.Concat(x.Take(8).Select(y => y ? 'P' : 'S'))).ToList();
        var seen = made.Count(x => x is "SPSPSPSP");
        seen.Should().BeGreaterThan(1, "the six runs that were not made could have come in several orders");
        var both = made.Count(x => x.Contains('P') && x.Contains('S'));
        figure.PValue.Should().BeApproximately(2.0 * seen / both, 1e-9);
    }

    [Fact(Timeout = 120_000)]
    public void Without_any_difference_a_plan_that_was_broken_off_is_significant_no_more_often_than_it_says()
    {
        // Values with which the actual order, counted once for all the times that it could have been drawn, is significant in 12 of 486.
        var orders = RunOrders.InTurns(6);
        double[] values = [0.96, 0.95, 0.06, 0.08, 0.84, 0.74, 0.67, 0.31];
        var made = orders.Select(x => x[..8]).ToList();
        var test = made.Select(x => new RandomizationTest(values, x, made)).ToList();

        test.Count(x => x.PHigher <= 0.02).Should().BeLessThanOrEqualTo((int)(0.02 * made.Count));
        test.Count(x => x.Low(0.05) > 0).Should().BeLessThanOrEqualTo((int)(0.05 * made.Count));
        test.Count(x => x.High(0.05) < 0).Should().BeLessThanOrEqualTo((int)(0.05 * made.Count));
    }

    [Fact(Timeout = 120_000)]
    public void A_plan_whose_order_was_not_kept_is_judged_by_the_order_of_the_starts()
    {
        var (baseline, candidate) = Given.Trial();
        var order = Enumerable.Range(0, 5).SelectMany(x => new[] { (baseline[x].Tag, false), (candidate[x].Tag, true) }).ToList();
        var plan = TrialPlan.Of("007", order, 9);
        // All stock runs first.
        var late = candidate.Select(x => x with { Start = x.Start!.Value.AddDays(1) }).ToArray();

        var comparison = CompareRuns.Of(baseline, late, plan: plan);

        comparison.Caveats.Should().ContainMatch("The plan's order was not kept*")
            .And.ContainMatch("*not made in turns; their order was SSSSSPPPPP*");
        comparison.Figures[0].PValue.Should().BeApproximately(2.0 / 252, 1e-9, "nobody drew this order");
    }

    [Fact(Timeout = 120_000)]
    public void A_run_that_began_before_its_plan_is_named_and_so_is_an_order_that_no_log_shows()
    {
        var (baseline, candidate) = Given.Trial();
        var order = Enumerable.Range(0, 5).SelectMany(x => new[] { (baseline[x].Tag, false), (candidate[x].Tag, true) }).ToList();
        var plan = TrialPlan.Of("007", order, 9) with { Created = baseline[1].Start!.Value };

        CompareRuns.Of(baseline, candidate, plan: plan).Caveats.Should()
            .ContainMatch($"*{baseline[0].Tag}, {candidate[0].Tag} began before the plan was written.");
        baseline[2] = baseline[2] with { Start = null };
        CompareRuns.Of(baseline, candidate, plan: plan).Caveats.Should().ContainMatch("*at the operator's word*");
    }

    [Fact(Timeout = 120_000)]
    public void A_planned_run_that_never_came_up_counts_against_its_arm_and_is_no_restart()
    {
        var (baseline, candidate) = Given.Trial(
            patched: (i, x) => i >= 4 ? Given.Run(Given.Patched, 0.1, 0, 0) with { Tag = x.Tag, Ended = "captured" } : x, count: 8);
        var order = Enumerable.Range(0, 8).SelectMany(x => new[] { (baseline[x].Tag, false), (candidate[x].Tag, true) }).ToList();

        var comparison = CompareRuns.Of(baseline, candidate, plan: TrialPlan.Of("007", order, 9));

        comparison.Candidate.NeverPlayed.Should().Be(4);
        comparison.Verdict.Should().Be(Verdict.Inconclusive);
        comparison.Reasons[0].Should().Contain("4 of 8 starts of the candidate");
    }

    [Fact(Timeout = 120_000)]
    public void A_copy_under_a_planned_tag_does_not_stand_for_the_run_that_is_missing()
    {
        var (baseline, candidate) = Given.Trial();
        var order = Enumerable.Range(0, 5).SelectMany(x => new[] { (baseline[x].Tag, false), (candidate[x].Tag, true) }).ToList();
        candidate[4] = candidate[3] with { Tag = candidate[4].Tag };

        CompareRuns.Of(baseline, candidate, plan: TrialPlan.Of("007", order, 9)).Caveats.Should().ContainMatch("*1 are missing*");
    }

    [Fact(Timeout = 120_000)]
    public void A_trial_in_another_mode_or_by_another_rule_than_its_plan_says_is_judged_and_says_so()
    {
        var (baseline, candidate) = Given.Trial(
            (_, x) => x with { Mode = StreamingMode.Filter }, (_, x) => x with { Mode = StreamingMode.Filter });
        var order = Enumerable.Range(0, 5).SelectMany(x => new[] { (baseline[x].Tag, false), (candidate[x].Tag, true) }).ToList();

        var plan = TrialPlan.Of("007", order, 9);
        var comparison = CompareRuns.Of(
            baseline, candidate, plan: plan with { Rule = "spice-trial-verdict-5", Mode = StreamingMode.All });

        CompareRuns.Of(baseline, candidate, plan: plan).Caveats.Should().NotContainMatch("*streaming mode*", "nobody said which");
        comparison.Verdict.Should().Be(Verdict.Confirmed);
        comparison.Caveats.Should().ContainMatch("*streaming mode all; not every run had it*")
            .And.ContainMatch($"*the rule spice-trial-verdict-5; it is judged by {VerdictRule.Id}*");
    }

    [Fact(Timeout = 120_000)]
    public void Runs_of_another_ring_than_the_plans_are_not_comparable()
    {
        var arm = new Arm(64, Given.Patched.BuildId);
        var (baseline, candidate) = Given.Trial(null, (_, x) => x with { Arm = arm });
        var order = Enumerable.Range(0, 5).SelectMany(x => new[] { (baseline[x].Tag, false), (candidate[x].Tag, true) }).ToList();
        var plan = TrialPlan.Of("007", order, 9) with { Arms = [new(PlannedArm.Baseline, 8), new(PlannedArm.Candidate, 128)] };

        var comparison = CompareRuns.Of(baseline, candidate, plan: plan);

        comparison.Verdict.Should().Be(Verdict.NotComparable);
        comparison.Reasons.Should().ContainMatch("*ran with 64 entries, planned were 128*");
    }

    [Fact(Timeout = 120_000)]
    public async Task Two_processes_under_one_planned_tag_are_not_taken_for_two_runs()
    {
        var plan = DrawPlan.Of(Given.Request(4), DateTimeOffset.UnixEpoch);
        await RecordFile.WriteAsync(TrialPlan.PathIn(scratch.Path, "007"), plan, Token);
        var log = Encoding.UTF8.GetString(SharedLogs.Bytes("guest-pair-stock"));
        await File.WriteAllTextAsync(scratch.File($"{plan.Runs[0].Tag}.log"), log + log, Token);

        var comparing = () => ComparedTrial.RunAsync(new([], [], null) { Sessions = scratch.Path, Plan = "007" }, null, Token);

        (await comparing.Should().ThrowAsync<TrialException>().WithMessage($"2 processes are in the log of {plan.Runs[0].Tag}*")).Which
            .Status.Should().Be(ExitStatus.BadInput);
    }

    [Fact(Timeout = 120_000)]
    public async Task A_session_of_another_tag_is_not_taken_for_a_planned_run_and_a_planned_run_is_captured_once()
    {
        var plan = DrawPlan.Of(Given.Request(4), DateTimeOffset.UnixEpoch);
        var tag = plan.Runs[0].Tag;
        await RecordFile.WriteAsync(TrialPlan.PathIn(scratch.Path, "007"), plan.With(tag, "it.tar.gz"), Token);
        var manifest = new SessionManifest(
            "try7", Given.Stock, "sf-2", "vm", null, null, default, new Dictionary<string, string?>(), [], []);
        await RecordFile.WriteAsync(scratch.File($"{tag}/manifest.json"), manifest, Token);
        await File.WriteAllBytesAsync(scratch.File($"{tag}/qemu.log"), SharedLogs.Bytes("guest-pair-stock"), Token);

        var comparing = () => ComparedTrial.RunAsync(new([], [], null) { Sessions = scratch.Path, Plan = "007" }, null, Token);
        Task CaptureAsync(CaptureRequest request) =>
            new CaptureRun(null!, null!, _ => { }, _ => { }).RunAsync(request, follow: false, null, Token);
        var again = () => CaptureAsync(CaptureRequest.Of(tag, scratch.Path));

        var crashed = plan.Runs[1].Tag;
        scratch.Write($"{crashed}.log", "it crashed");
        (await FluentActions.Awaiting(() => CaptureAsync(new(crashed, scratch.Path))).Should().ThrowAsync<TrialException>(
            "its log is the run")).Which.What.Should().Contain("captured already");
        (await FluentActions.Awaiting(() => CaptureAsync(new(plan.Runs[2].Tag, scratch.Path) { ExpectArm = "64" })).Should()
            .ThrowAsync<TrialException>()).Which.Where.Should().Be("--expect-arm");
        (await comparing.Should().ThrowAsync<TrialException>().WithMessage($"the session of the planned run {tag} is that of try7*")).Which
            .Status.Should().Be(ExitStatus.BadInput);
        (await again.Should().ThrowAsync<TrialException>().WithMessage($"the plan 007 has {tag} captured already (it.tar.gz)*")).Which
            .Status.Should().Be(ExitStatus.Refused);
    }

    [Fact(Timeout = 120_000)]
    public async Task A_video_that_the_plan_does_not_name_can_be_named_beside_it()
    {
        var plan = DrawPlan.Of(Given.Request(4), DateTimeOffset.UnixEpoch);
        await RecordFile.WriteAsync(TrialPlan.PathIn(scratch.Path, "007"), plan, Token);
        await File.WriteAllBytesAsync(scratch.File($"{plan.Runs[0].Tag}.log"), SharedLogs.Bytes("guest-pair-stock"), Token);
        Task<ComparedTrial> CompareAsync() =>
            ComparedTrial.RunAsync(new([], [], new(1024, 768)) { Sessions = scratch.Path, Plan = "007" }, null, Token);

        (await CompareAsync()).Comparison.Plan.Should().Be("007");
        File.Exists(scratch.File("007/comparisons.json")).Should().BeTrue("it was looked at");
        await RecordFile.WriteAsync(TrialPlan.PathIn(scratch.Path, "007"), plan with { Video = "1024x768" }, Token);
        await FluentActions.Awaiting(CompareAsync).Should().ThrowAsync<TrialException>();
    }

    [Fact(Timeout = 120_000)]
    public async Task A_look_without_the_plan_counts_when_the_plan_is_looked_at()
    {
        var plan = DrawPlan.Of(Given.Request(4), DateTimeOffset.UnixEpoch);
        await RecordFile.WriteAsync(TrialPlan.PathIn(scratch.Path, "007"), plan, Token);
        var (stock, patched) = (plan.Runs.First(x => x.Arm == PlannedArm.Baseline).Tag,
            plan.Runs.First(x => x.Arm == PlannedArm.Candidate).Tag);
        await File.WriteAllBytesAsync(scratch.File($"{stock}.log"), SharedLogs.Bytes("guest-pair-stock"), Token);
        await File.WriteAllBytesAsync(scratch.File($"{patched}.log"), SharedLogs.Bytes("guest-pair-128"), Token);
        var named = new TrialRequest([stock], [patched], new(1024, 768))
        {
            Sessions = scratch.Path, History = scratch.File("comparisons.json"),
        };
        await ComparedTrial.RunAsync(named with { Video = new(640, 480) }, null, Token);

        var planned = await ComparedTrial.RunAsync(
            new([], [], null) { Sessions = scratch.Path, Plan = "007", History = scratch.File("comparisons.json") }, null, Token);
        var unplanned = await ComparedTrial.RunAsync(named with { History = scratch.File("other.json") }, null, Token);

        planned.Comparison.Caveats.Should().ContainMatch("*were compared before*video 640x480*multiplied by 2*");
        unplanned.Comparison.Caveats.Should().ContainMatch("*were compared before*multiplied by 2*", "the plan's look is the same one");
        // What is looked at afterwards does not change it.
        await ComparedTrial.RunAsync(named with { Video = new(320, 240) }, null, Token);
        planned = await ComparedTrial.RunAsync(
            new([], [], null) { Sessions = scratch.Path, Plan = "007", History = scratch.File("comparisons.json") }, null, Token);
        planned.Comparison.Caveats.Should().ContainMatch("*were compared before*multiplied by 2*");
    }
}
