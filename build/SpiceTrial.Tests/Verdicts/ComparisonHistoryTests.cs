using FluentAssertions;
using SpiceTrial.Sessions;
using SpiceTrial.Verdicts;
using Xunit;

namespace SpiceTrial.Tests.Verdicts;

/// <summary>Whoever compares after each run until it is significant is found out.</summary>
public sealed class ComparisonHistoryTests : IDisposable
{
    readonly Scratch scratch = new();
    readonly RunFigures[] stock = [.. Enumerable.Range(0, 4).Select(_ => Given.Stalled(Given.Stock))];
    readonly RunFigures[] patched = [.. Enumerable.Range(0, 4).Select(_ => Given.Cured(Given.Patched))];

    public void Dispose() => scratch.Dispose();

    [Fact(Timeout = 60_000)]
    public async Task Looks_at_the_same_arms_with_fewer_runs_are_said_and_multiply_the_p_values()
    {
        var alone = CompareRuns.Of(stock, patched);
        await CompareAsync(2);
        await CompareAsync(3);

        var looked = await CompareAsync(4);

        looked.Reasons.Should().ContainMatch(
            "But: runs of both arms were compared before in other selections*2 and 2 runs*3 and 3 runs*multiplied by 3*");
        looked.Figures[0].PValue.Should().Be(alone.Figures[0].PValue);
        looked.Figures[0].AdjustedPValue.Should().BeApproximately(3 * alone.Figures[0].AdjustedPValue!.Value, 1e-12);
    }

    [Fact(Timeout = 60_000)]
    public async Task The_same_runs_once_more_and_other_runs_are_no_further_look()
    {
        await CompareAsync(3);
        (await CompareAsync(3)).Reasons.Should().NotContainMatch("*compared*before*");

        var others = await CompareAsync([Given.Stalled(Given.Stock)], patched);

        others.Reasons.Should().NotContainMatch("*compared*before*");
        (await ComparisonHistory.ReadAsync(History, TestContext.Current.CancellationToken)).Looks.Should().HaveCount(2);
    }

    [Fact(Timeout = 60_000)]
    public async Task A_run_that_is_left_out_after_it_was_looked_at_is_said_and_costs()
    {
        var bad = Given.Cured(Given.Patched) with { Freezes = [new(400, 14, EndsRun: true)] };
        (await CompareAsync(stock, [.. patched, bad])).Verdict.Should().Be(Verdict.Regression);

        var without = await CompareAsync(stock, patched);

        without.Reasons.Should().ContainMatch(
            "But: runs of both arms were compared before*4 and 5 runs, regression, 1 of them left out now*multiplied by 2*");
        (await CompareAsync(stock, [.. patched, bad])).Reasons.Should().NotContainMatch("*compared before*", "that look was the first");
    }

    string History => scratch.File("comparisons.json");

    Task<Comparison> CompareAsync(int runs) => CompareAsync(stock[..runs], patched[..runs]);

    async Task<Comparison> CompareAsync(RunFigures[] baseline, RunFigures[] candidate)
    {
        var token = TestContext.Current.CancellationToken;
        await RecordFile.WriteAsync(scratch.File("b.json"), new Analysis(baseline), token);
        await RecordFile.WriteAsync(scratch.File("c.json"), new Analysis(candidate), token);
        return (await ComparedTrial.RunAsync(
            new([scratch.File("b.json")], [scratch.File("c.json")], null) { History = History }, null, token)).Comparison;
    }
}
