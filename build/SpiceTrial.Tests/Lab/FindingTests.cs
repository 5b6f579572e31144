using FluentAssertions;
using SpiceTrial.Lab;
using Xunit;

namespace SpiceTrial.Tests.Lab;

public sealed class FindingTests
{
    static readonly Scenario scenario = new() { Name = "any" };

    [Fact]
    public void The_smallest_ring_that_engages_in_nearly_every_play_is_the_cure()
    {
        var finding = LabFinding.Of(scenario, [Cell(8, 0), Cell(16, 5), Cell(32, 10), Cell(64, 10)]);

        finding.Should().BeEquivalentTo(new { SmallestCuringRing = 32, WorseAt = Array.Empty<int>() });
        finding.Words.Should().Be("32 is the smallest of the rings tried that cures; with stock 0% of the plays engage");
    }

    [Fact]
    public void A_ring_with_fewer_plays_than_stock_makes_it_worse()
    {
        var finding = LabFinding.Of(scenario, [Cell(8, 10), Cell(64, 1), Cell(128, 10)]);

        finding.SmallestCuringRing.Should().Be(8);
        finding.WorseAt.Should().Equal(64);
        finding.Words.Should().Be("stock works: nothing to cure; WORSE than stock with 64: fewer plays engage");
    }

    [Fact]
    public void Where_no_ring_helps_there_is_no_smallest_one() =>
        LabFinding.Of(scenario, [Cell(8, 0), Cell(256, 1)])
            .Should().BeEquivalentTo(new { SmallestCuringRing = (int?)null, Words = "no ring size that was tried makes the video engage" });

    [Fact]
    public void Later_engagement_is_named_apart_from_missing_plays() =>
        LabFinding.Of(scenario, [Cell(8, 10, 0.7), Cell(16, 10, 2.8), Cell(32, 10, 0.75)]).SlowerAt.Should().Equal(16);

    [Fact]
    public void A_cell_that_did_not_run_counts_neither_way()
    {
        var failed = new LabCell("any", 8, 1, CellOutcome.Crashed) { Remark = "SIGSEGV" };

        LabFinding.Of(scenario, [failed, Cell(16, 10)])
            .Should().BeEquivalentTo(new { SmallestCuringRing = 16, WorseAt = Array.Empty<int>(), NotRunAt = new[] { 8 } });
        LabFinding.Of(scenario, [failed]).Words.Should().Contain("nothing is known");
        LabFinding.Of(scenario, [failed, Cell(16, 10)]).Words.Should().Contain("stock did not run");
    }

    [Fact]
    public void Without_stock_nothing_is_cured_and_nothing_fails()
    {
        var finding = LabFinding.Of(scenario, [Cell(16, 10), Cell(128, 10)]);

        (finding.SmallestCuringRing, finding.IsCured, finding.StockFails).Should().Be((16, false, null));
        finding.Words.Should().Contain("stock was not tried");
        LabFinding.Of(scenario, [Cell(8, 0), Cell(16, 10)]).Should().BeEquivalentTo(new { IsCured = true, StockFails = true });
    }

    static LabCell Cell(int ring, int engaged, double seconds = 0.7) =>
        new("any", ring, 1, CellOutcome.Ran) {
            PlaysOffered = 10, PlaysEngaged = engaged, MeanSecondsToEngage = engaged == 0 ? null : seconds };
}
