using FluentAssertions;
using SpiceTrial.Verdicts;
using Xunit;

namespace SpiceTrial.Tests.Verdicts;

/// <summary>A trial's plan: drawn before its first run, followed, and judged by.</summary>
public sealed class PlanTests : IDisposable
{
    readonly Scratch scratch = new();

    static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => scratch.Dispose();

    [Fact(Timeout = 60_000)]
    public void The_order_is_drawn_in_turns_and_the_seed_draws_it_again()
    {
        var plan = DrawPlan.Of(new("007", 5, 9, 128, 7), DateTimeOffset.UnixEpoch);

        plan.Runs.Should().HaveCount(10);
        plan.Runs.Count(x => x.Arm == "candidate").Should().Be(5);
        RunOrders.IsInTurns(plan.Order.Select(x => x == 'P')).Should().BeTrue();
        DrawPlan.Of(new("007", 5, 9, 128, 7), DateTimeOffset.UnixEpoch).Should().BeEquivalentTo(plan);
        DrawPlan.Of(new("007", 5, 9, 128, 8), DateTimeOffset.UnixEpoch).Order.Should().NotBe(plan.Order);
        plan.Power.Should().Contain(x => x.Effect.Contains("2 s") && x.Confirmed > 0.9)
            .And.Contain(x => x.Effect == "none" && x.Confirmed < 0.05);
    }

    [Theory(Timeout = 30_000)]
    [InlineData(3)]
    [InlineData(11)]
    public void So_few_or_many_runs_are_refused(int runs) =>
        FluentActions.Invoking(() => DrawPlan.Of(new("007", runs, 9, 128, 7), DateTimeOffset.UnixEpoch)).Should().Throw<TrialException>()
            .Which.Status.Should().Be(ExitStatus.BadInput);

    [Fact(Timeout = 60_000)]
    public async Task A_captured_run_is_marked_done_and_the_next_one_is_named()
    {
        var plan = DrawPlan.Of(new("007", 4, 9, 128, 7), DateTimeOffset.UnixEpoch);
        await RecordFile.WriteAsync(TrialPlan.PathIn(scratch.Path, "007"), plan, Token);

        (await TrialPlan.MarkAsync(scratch.Path, "something-else", "x.tar.gz", Token)).Should().BeNull();
        var marked = await TrialPlan.MarkAsync(scratch.Path, plan.Runs[0].Tag, "test-session-x.tar.gz", Token);

        marked!.Next.Should().Be(plan.Runs[1]);
        (await TrialPlan.ReadAsync(scratch.Path, "007", Token)).Runs[0].Should().Match<PlannedRun>(
            x => x.State == PlannedRunState.Done && x.Bundle == "test-session-x.tar.gz");
    }

    [Fact(Timeout = 60_000)]
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

    [Fact(Timeout = 60_000)]
    public void Plays_decide_where_the_plan_says_so()
    {
        var (baseline, candidate) = Given.Trial((_, x) => x with { Plays = new(12, 0) }, (_, x) => x with { Plays = new(12, 12) });
        var order = Enumerable.Range(0, 5).SelectMany(x => new[] { (baseline[x].Tag, false), (candidate[x].Tag, true) });
        var plan = TrialPlan.Of("007", order, 9) with { Primary = "share of the video's plays that streamed" };

        var figure = CompareRuns.Of(baseline, candidate, plan: plan).Figures[0];

        (figure.Name, figure.Baseline, figure.Candidate).Should().Be((plan.Primary, 0, 1));
    }
}
