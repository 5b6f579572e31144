using FluentAssertions;
using SpiceTrial.Testing;
using SpiceTrial.Verdicts;
using Xunit;

namespace SpiceTrial.Tests.Verdicts;

/// <summary>How the rule behaves over many trials; docs/verdict-simulations.md has the whole table. The seeds are fixed, so these can't
/// flicker.</summary>
public sealed class SimulationTests
{
    const int Trials = 200;

    static readonly SimulatedArm Field = new(0.2, 1);
    static readonly SimulatedArm Plays = new(2, 6);

    [Theory(Timeout = 120_000)]
    [InlineData(0, 1)]
    [InlineData(0, 2)]
    [InlineData(0, 3)]
    [InlineData(0, 5)]
    [InlineData(0.25, 1)]
    [InlineData(0.25, 2)]
    [InlineData(0.25, 3)]
    [InlineData(0.25, 5)]
    [InlineData(0.5, 2)]
    [InlineData(0.5, 5)]
    [InlineData(1, 1)]
    [InlineData(1, 2)]
    [InlineData(1, 3)]
    [InlineData(1, 5)]
    public void The_same_library_in_both_arms_is_found_to_differ_in_at_most_5_percent_of_trials(double variation, int runs)
    {
        foreach (var arm in (SimulatedArm[])[Field, Plays])
        {
            var behaviour = arm with { Variation = variation };

            var shares = new SimulatedTrials("A/A", behaviour, behaviour, runs, 9).Count(Trials, seed: 7);

            shares.AnySignificant.Should().BeLessThanOrEqualTo(0.05);
            (shares.Confirmed + shares.Regression).Should().BeLessThanOrEqualTo(0.05);
        }
    }

    [Fact(Timeout = 120_000)]
    public void A_cure_is_confirmed_at_the_fields_rates_by_the_planned_runs()
    {
        var (stock, cured) = (Field with { Variation = 0.25 }, new SimulatedArm(2, 1, 0.25));

        new SimulatedTrials("cure", stock, cured, VerdictRule.PlannedRuns, VerdictRule.PlannedMinutes).Count(100, seed: 7).Confirmed
            .Should().BeGreaterThan(0.9);
    }

    [Theory(Timeout = 120_000)]
    [InlineData(30, 0)]
    [InlineData(6, 1)]
    public void A_further_run_of_each_arm_makes_a_cure_no_harder_to_find(double engagements, double losses)
    {
        var (stock, cured) = (Field with { Variation = 0.25 }, new SimulatedArm(engagements, losses, 0.25));

        double[] found = [
            .. ((int[])[1, 2, 3, 5]).Select(x => new SimulatedTrials("cure", stock, cured, x, 9).Count(Trials, seed: 7).Confirmed)];

        found.Should().BeInAscendingOrder();
    }

    [Theory(Timeout = 120_000)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(5)]
    public void A_stream_that_flaps_and_streams_no_more_is_rarely_taken_for_a_cure(int runs)
    {
        var (stock, flaps) = (Field with { Variation = 0.25 }, new SimulatedArm(6, 30, 0.25));

        new SimulatedTrials("flaps", stock, flaps, runs, 9).Count(Trials, seed: 7).Confirmed
            .Should().BeLessThanOrEqualTo(0.075, "5% and what 200 trials may be off by");
    }

    [Fact(Timeout = 120_000)]
    public void No_effect_is_never_confirmed_and_mostly_refuted_where_there_are_many_plays()
    {
        var shares = new SimulatedTrials("none", Plays, Plays, 5, 9).Count(100, seed: 7);

        shares.Confirmed.Should().BeLessThanOrEqualTo(0.025);
        shares.Refuted.Should().BeGreaterThan(0.9);
    }

    [Fact(Timeout = 30_000)]
    public void The_same_seed_gives_the_same_trials()
    {
        var trials = new SimulatedTrials("A/A", Field, Field, 2, 9);

        trials.Count(20, seed: 3).Should().Be(trials.Count(20, seed: 3));
    }
}
