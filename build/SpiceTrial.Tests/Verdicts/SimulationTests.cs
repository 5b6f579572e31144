using FluentAssertions;
using SpiceTrial.Sessions;
using SpiceTrial.Testing;
using SpiceTrial.Verdicts;
using Xunit;

namespace SpiceTrial.Tests.Verdicts;

/// <summary>How the rule behaves over many trials; docs/verdict-simulations.md has the whole table. The seeds are fixed, so these can't
/// flicker.</summary>
public sealed class SimulationTests
{
    const int Trials = 200;

    static readonly SimulatedArm Field = SimulatedArm.Field;
    static readonly SimulatedArm Half = new(1, 2, 1);

    public static TheoryData<string, SimulatedTrials> Same { get; } = new()
    {
        { "field's rates", new("", Field, Field, 4, 10) },
        { "runs that differ widely", new("", Half with { Variation = 2 }, Half with { Variation = 2 }, 5, 10) },
        { "all or nothing", new("", Half with { NeverEngages = 0.5 }, Half with { NeverEngages = 0.5 }, 5, 10) },
        { "one long and short ones", new SimulatedTrials("", Half, Half, 5, 1.5) { FirstIsLonger = 13 } },
        { "drift in turns", new SimulatedTrials("", Half, Half, 5, 10) { Drift = 10 } },
        { "drift, stock first", new SimulatedTrials("", Half, Half, 5, 10) { Drift = 10, BaselineFirst = true } },
        { "aborts", new("", Field with { Aborts = 0.2 }, Field with { Aborts = 0.2 }, 5, 10) },
        { "crashes", new("", Field with { Crashes = 0.1 }, Field with { Crashes = 0.1 }, 5, 10) },
    };

    [Theory(Timeout = 120_000)]
    [MemberData(nameof(Same))]
    public void The_same_library_in_both_arms_is_seldom_taken_for_a_cure_or_for_harm(string world, SimulatedTrials trials)
    {
        var shares = trials.Count(Trials, seed: 7);

        shares.Confirmed.Should().BeLessThanOrEqualTo(0.04, $"2% and what 200 trials of \"{world}\" may be off by");
        shares.Regression.Should().BeLessThanOrEqualTo(0.05);
    }

    [Theory(Timeout = 120_000)]
    [InlineData(5, 30, 0.95)]
    [InlineData(5, 6, 0.9)]
    [InlineData(4, 30, 0.9)]
    [InlineData(4, 6, 0.8)]
    public void A_stream_that_comes_back_within_seconds_is_confirmed_by_few_runs(int runs, double engagementsPerMinute, double power)
    {
        new SimulatedTrials("cure", Field, Field with { EngagementsPerMinute = engagementsPerMinute }, runs, 10).Count(Trials, seed: 7)
            .Confirmed.Should().BeGreaterThanOrEqualTo(power);
    }

    [Theory(Timeout = 120_000)]
    [InlineData(1)]
    [InlineData(2)]
    public void The_runs_that_an_open_trial_asks_for_decide_with_the_promised_power(double engagementsPerMinute)
    {
        var (random, candidate) = (new Random(7), Field with { EngagementsPerMinute = engagementsPerMinute });
        (RunFigures[], RunFigures[]) Trial(int runs)
        {
            var made = Enumerable.Range(0, runs).Select(_ => (Field.Run(10, random), candidate.Run(10, random))).ToList();
            return ([.. made.Select(x => x.Item1)], [.. made.Select(x => x.Item2)]);
        }

        Verdict Decided((RunFigures[] Baseline, RunFigures[] Candidate) trial) =>
            CompareRuns.VerdictOf(trial.Baseline, trial.Candidate, plan: null).Verdict;

        int[] asked = [.. Enumerable.Range(0, 100).Select(_ => Given.Compare(Trial(3)).RunsNeeded).OfType<int>().Where(x => x <= 8)];
        var decided = asked.Count(x => Decided(Trial(x)) is Verdict.Confirmed or Verdict.Refuted);

        asked.Should().HaveCountGreaterThan(20);
        ((double)decided / asked.Length).Should().BeGreaterThanOrEqualTo(VerdictRule.Power);
    }

    [Fact(Timeout = 120_000)]
    public void A_plan_of_this_design_says_what_the_plan_of_007_says() =>
        PlannedTrials.Power(5, 9).Should().Equal(
            new PlannedPower("none", 0.01, 0.27), new("the video comes back in 10 s", 1, 0), new("the video comes back in 2 s", 1, 0));

    [Fact(Timeout = 120_000)]
    public void The_same_seed_gives_the_same_trials()
    {
        var trials = new SimulatedTrials("A/A", Field, Field, 4, 9);

        trials.Count(20, seed: 3).Should().Be(trials.Count(20, seed: 3));
    }
}
