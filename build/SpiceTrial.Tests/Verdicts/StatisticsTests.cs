using CsCheck;
using FluentAssertions;
using MathNet.Numerics.Distributions;
using SpiceTrial.Verdicts;
using Xunit;

namespace SpiceTrial.Tests.Verdicts;

public sealed class StatisticsTests
{
    static RandomizationTest Test(double[] baseline, double[] candidate)
    {
        bool[] actual = [.. baseline.Select(_ => false), .. candidate.Select(_ => true)];
        return new([.. baseline, .. candidate], actual, RunOrders.All(actual));
    }

    [Fact(Timeout = 120_000)]
    public void The_interval_of_a_rate_ratio_ends_where_a_tail_is_2_5_percent()
    {
        Gen.Select(Gen.Int[0, 60], Gen.Int[0, 60], Gen.Double[0.5, 200], Gen.Double[0.5, 200]).Where(x => x.Item1 + x.Item2 > 0)
            .Sample((b, c, bMinutes, cMinutes) =>
        {
            var (_, low, high) = ExactRates.Compare(b, bMinutes, c, cMinutes);
            double Probability(double ratio) => ratio * cMinutes / ((ratio * cMinutes) + bMinutes);
            if (c > 0)
                (1 - Binomial.CDF(Probability(low), b + c, c - 1)).Should().BeApproximately(0.025, 1e-6);
            else
                low.Should().Be(0);
            if (b > 0)
                Binomial.CDF(Probability(high), b + c, c).Should().BeApproximately(0.025, 1e-6);
            else
                high.Should().Be(double.PositiveInfinity);
        });
    }

    [Fact(Timeout = 120_000)]
    public void Seven_events_against_none_in_the_same_time_have_the_p_value_of_a_coin() =>
        ExactRates.Compare(0, 9, 7, 9).PHigher.Should().BeApproximately(Math.Pow(0.5, 7), 1e-12);

    [Fact(Timeout = 120_000)]
    public void Holm_multiplies_the_smallest_by_all_the_next_by_one_less_and_never_falls()
    {
        Holm.Adjust([0.01, 0.04, 0.03, 0.005]).Should().Equal([0.03, 0.06, 0.06, 0.02], (x, y) => Math.Abs(x - y) < 1e-12);
        Holm.Adjust([]).Should().BeEmpty();
    }

    [Fact(Timeout = 120_000)]
    public void Runs_that_do_not_overlap_have_the_smallest_p_value_that_the_orders_allow()
    {
        var test = Test([0.10, 0.12, 0.08, 0.11, 0.09], [0.80, 0.82, 0.79, 0.84, 0.81]);

        test.PHigher.Should().BeApproximately(1.0 / 252, 1e-12);
        test.PValue.Should().BeApproximately(2.0 / 252, 1e-12);
        test.Difference.Should().BeApproximately(0.712, 1e-9);
        test.Low(0.025).Should().BeInRange(0.65, 0.712);
        test.High(0.025).Should().BeInRange(0.712, 0.77);
    }

    [Fact(Timeout = 120_000)]
    public void An_order_that_the_set_lacks_counts_as_one_more_and_no_p_value_is_nought()
    {
        // All stock runs first is no order in turns.
        bool[] actual = [.. Enumerable.Range(0, 10).Select(x => x >= 5)];

        var test = new RandomizationTest([0, 0.1, 0.2, 0.1, 0, 0.9, 1, 0.8, 0.9, 1], actual, RunOrders.InTurns(5));

        test.PHigher.Should().BeApproximately(1.0 / 163, 1e-12);
    }

    [Fact(Timeout = 120_000)]
    public void The_interval_is_the_shifts_that_the_test_does_not_reject()
    {
        Gen.Double[0, 1].Array[10].Sample(values =>
        {
            bool[] actual = [.. Enumerable.Range(0, 10).Select(x => x >= 5)];
            var orders = RunOrders.All(actual);
            RandomizationTest Shifted(double by) => new([.. values.Select((x, i) => actual[i] ? x - by : x)], actual, orders);
            var test = Shifted(0);

            Shifted(test.Low(0.025) - 1e-6).PHigher.Should().BeLessThanOrEqualTo(0.025);
            Shifted(test.Low(0.025) + 1e-6).PHigher.Should().BeGreaterThan(0.025);
            Shifted(test.High(0.025) + 1e-6).PLower.Should().BeLessThanOrEqualTo(0.025);
            Shifted(test.High(0.025) - 1e-6).PLower.Should().BeGreaterThan(0.025);
        }, iter: 100);
    }

    [Fact(Timeout = 120_000)]
    public void Whatever_the_runs_are_an_order_that_was_drawn_gives_a_small_p_value_no_more_often_than_it_says()
    {
        var orders = RunOrders.InTurns(4);
        double[] values = [0, 0, 0, 1, 1, 0.2, 0.9, 0.4];

        var found = orders.Count(x => new RandomizationTest(values, x, orders).PHigher <= 0.02);

        ((double)found / orders.Count).Should().BeLessThanOrEqualTo(0.02);
    }

    [Theory(Timeout = 120_000)]
    [InlineData(4, 54)]
    [InlineData(5, 162)]
    [InlineData(10, 39_366)]
    public void Orders_in_turns_are_balanced_and_enough_for_the_level(int runs, int count)
    {
        var orders = RunOrders.InTurns(runs);

        orders.Should().HaveCount(count).And.OnlyContain(x => x.Count(y => y) == runs && RunOrders.IsInTurns(x));
        orders.Select(x => string.Concat(x.Select(y => y ? 'P' : 'S'))).Should().OnlyHaveUniqueItems();
        (2.0 / count).Should().BeLessThanOrEqualTo(VerdictRule.Level);
        RunOrders.IsInTurns([false, false, false, true, true, true]).Should().BeFalse();
    }

    [Fact(Timeout = 120_000)]
    public void Too_many_orders_to_try_are_drawn_by_lot_the_same_lot_each_time()
    {
        double[] low = [.. Enumerable.Range(0, 14).Select(x => x / 100.0)], high = [.. low.Select(x => x + 0.5)];

        Test(low, high).PValue.Should().BeInRange(1e-5, 0.001).And.Be(Test(low, high).PValue);
    }

    [Fact(Timeout = 120_000)]
    public void A_steady_drift_explains_the_difference_of_arms_that_were_made_one_after_the_other()
    {
        bool[] first = [.. Enumerable.Range(0, 10).Select(x => x >= 5)];
        double[] drift = [.. Enumerable.Range(0, 10).Select(x => (0.08 * x) + (0.01 * (x % 3)))];
        double[] step = [.. Enumerable.Range(0, 10).Select(x => (x >= 5 ? 0.5 : 0) + (0.01 * (x % 3)))];

        OrderTrend.PValue(drift, first).Should().BeGreaterThan(0.1);
        OrderTrend.PValue(step, first).Should().BeLessThan(0.001);
    }
}
