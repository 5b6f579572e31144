using CsCheck;
using FluentAssertions;
using MathNet.Numerics.Distributions;
using SpiceTrial.Verdicts;
using Xunit;

namespace SpiceTrial.Tests.Verdicts;

public sealed class StatisticsTests
{
    [Fact(Timeout = 30_000)]
    public void The_interval_of_a_rate_ratio_ends_where_a_tail_is_2_5_percent()
    {
        Gen.Select(Gen.Int[0, 60], Gen.Int[0, 60], Gen.Double[0.5, 200], Gen.Double[0.5, 200]).Where(x => x.Item1 + x.Item2 > 0)
            .Sample((b, c, bMinutes, cMinutes) =>
        {
            var estimate = ExactRates.Compare(b, bMinutes, c, cMinutes);
            double Probability(double ratio) => ratio * cMinutes / ((ratio * cMinutes) + bMinutes);
            if (c > 0)
                (1 - Binomial.CDF(Probability(estimate.Low), b + c, c - 1)).Should().BeApproximately(0.025, 1e-6);
            else
                estimate.Low.Should().Be(0);
            if (b > 0)
                Binomial.CDF(Probability(estimate.High), b + c, c).Should().BeApproximately(0.025, 1e-6);
            else
                estimate.High.Should().Be(double.PositiveInfinity);
        });
    }

    [Fact(Timeout = 30_000)]
    public void Seven_events_against_none_in_the_same_time_have_the_p_value_of_a_coin()
    {
        ExactRates.Compare(0, 9, 7, 9).PValue.Should().BeApproximately(2 * Math.Pow(0.5, 7), 1e-12);
    }

    [Fact(Timeout = 30_000)]
    public void Swapping_the_arms_inverts_the_ratio_and_keeps_the_p_value()
    {
        Gen.Select(Gen.Int[1, 40], Gen.Int[1, 40], Gen.Double[1, 50], Gen.Double[1, 50]).Sample((b, c, bMinutes, cMinutes) =>
        {
            var (there, back) = (ExactRates.Compare(b, bMinutes, c, cMinutes), ExactRates.Compare(c, cMinutes, b, bMinutes));
            there.PValue.Should().BeApproximately(back.PValue, 1e-9);
            (there.Low * back.High).Should().BeApproximately(1, 1e-6);
        });
    }

    [Fact(Timeout = 30_000)]
    public void Holm_multiplies_the_smallest_by_all_the_next_by_one_less_and_never_falls()
    {
        Holm.Adjust([0.01, 0.04, 0.03, 0.005]).Should().Equal([0.03, 0.06, 0.06, 0.02], (x, y) => Math.Abs(x - y) < 1e-12);
        Holm.Adjust([]).Should().BeEmpty();
    }

    [Fact(Timeout = 30_000)]
    public void Shares_that_do_not_overlap_have_the_smallest_p_value_that_the_runs_allow()
    {
        var estimate = ShareTest.Compare([0.10, 0.12, 0.08, 0.11, 0.09], [0.80, 0.82, 0.79, 0.84, 0.81]);

        estimate.PValue.Should().BeApproximately(2.0 / 252, 1e-12);
        estimate.Low.Should().BeInRange(0.65, 0.72);
        estimate.High.Should().BeInRange(0.70, 0.77);
    }

    [Fact(Timeout = 30_000)]
    public void The_same_shares_in_both_arms_have_no_difference()
    {
        var estimate = ShareTest.Compare([0.1, 0.5, 0.3, 0.2, 0.4], [0.3, 0.2, 0.4, 0.1, 0.5]);

        // Without the widening for five runs it would be 0.36.
        (estimate.High - estimate.Low).Should().BeApproximately(0.402, 0.01);

        estimate.PValue.Should().BeGreaterThan(0.9);
        estimate.Low.Should().BeLessThan(0);
        estimate.High.Should().BePositive();
    }

    [Fact(Timeout = 30_000)]
    public void Too_many_splits_to_try_are_drawn_by_lot_the_same_lot_each_time()
    {
        double[] low = [.. Enumerable.Range(0, 14).Select(x => x / 100.0)], high = [.. low.Select(x => x + 0.5)];

        ShareTest.Compare(low, high).PValue.Should().BeInRange(1e-5, 0.001).And.Be(ShareTest.Compare(low, high).PValue);
    }

    [Fact(Timeout = 30_000)]
    public void Runs_that_differ_by_more_than_chance_widen_the_interval_and_are_said()
    {
        RateSample[] even = [.. Enumerable.Repeat(new RateSample(10, 9), 5)],
        uneven = [new(0, 9), new(30, 9), new(1, 9), new(18, 9), new(1, 9)];

        var (calm, wild) = (RunVariation.Of(even, even), RunVariation.Of(uneven, uneven));

        calm.IsAssumed.Should().BeFalse();
        wild.DispersionPValue.Should().BeLessThan(0.001);
        (wild.Estimate.High / wild.Estimate.Low).Should().BeGreaterThan(3 * (calm.Estimate.High / calm.Estimate.Low));
    }

    [Fact(Timeout = 30_000)]
    public void Single_runs_are_assumed_to_vary()
    {
        var single = RunVariation.Of([new(1000, 9)], [new(1000, 9)]);

        single.IsAssumed.Should().BeTrue();
        single.Dispersion.Should().BeNull();
        single.Estimate.High.Should().BeGreaterThan(1.9, "25% of variation of each run does not go away with more events");
    }

    [Fact(Timeout = 30_000)]
    public void The_rarer_the_baselines_events_the_more_minutes_are_needed()
    {
        FurtherMinutes.InAll(1, 9)
            .Should().BeGreaterThan(FurtherMinutes.InAll(1, 1), "fewer, longer runs say less of how much runs differ");
        FurtherMinutes.InAll(0.1, 9).Should().BeGreaterThan(FurtherMinutes.InAll(1, 9));
        FurtherMinutes.PerArm(0, 5, 5, 5).Should().BeGreaterThan(5);
    }
}
