using FluentAssertions;
using SpiceTrial.Lab;
using SpiceTrial.Reports;
using Xunit;

namespace SpiceTrial.Tests.Lab;

public sealed class LabReportTests
{
    static readonly LabLibrary[] libraries =
        [new(8, "/x/8.so", "aa", "bb", "our <unpatched> control build"), new(128, "/x/128.so", "cc", null, "ours")];

    [Fact]
    public void The_page_says_in_words_what_cures_and_what_hurts()
    {
        var page = LabReport.Render(
            Result(Cell("ring-vs-y-8", 8, 0), Cell("ring-vs-y-8", 128, 3), Cell("widgets-60", 8, 3), Cell("widgets-60", 128, 0)));

        page.Should().Contain("A larger ring cures").And.Contain("A larger ring makes it worse").And.Contain("""<td class="worse" """)
            .And.Contain("0/3 worse");
        page.IndexOf("makes it worse", StringComparison.Ordinal)
            .Should().BeLessThan(page.IndexOf("A larger ring cures", StringComparison.Ordinal), "harm comes first");
        page.Should().Contain("our &lt;unpatched&gt; control build");
    }

    [Fact]
    public void The_page_loads_nothing_from_elsewhere() =>
        LabReport.Render(Result(Cell("ring-vs-y-8", 8, 0))).Should().NotContainAny("http:", "https:", "<script", "src=");

    [Fact]
    public void Chrome_rates_stand_against_ring_sizes()
    {
        var page = LabReport.Render(
            Result(Cell("ring-vs-y-7", 8, 3), Cell("ring-vs-y-8", 8, 0), Cell("ring-vs-y-7", 128, 3), Cell("ring-vs-y-8", 128, 3)));

        page.Should().Contain("210 draws/s (Y = 7)").And.Contain("240 draws/s (Y = 8)");
    }

    [Fact]
    public void A_crashed_cell_is_shown_as_one()
    {
        var failed = new LabCell("ring-vs-y-8", 128, 1, CellOutcome.Crashed) { Remark = "the process ended by SIGSEGV" };

        LabReport.Render(Result(Cell("ring-vs-y-8", 8, 0), failed)).Should().Contain(">crashed<").And.Contain("SIGSEGV");
    }

    [Fact]
    public void Two_swept_keys_span_a_map_for_each_ring()
    {
        List<Scenario> scenarios =
            [.. Sweep.Parse(["oom.rate=1:2:1,video.fps=10:20:10"]).Combinations().SelectMany(x => ScenarioFiles.Of(["ring-vs-y-8"], x))];
        var cells = scenarios.SelectMany(x => new[] { Cell(x.Name, 8, 0), Cell(x.Name, 128, 3) });

        var page = LabReport.Render(LabResult.Of(cells, libraries, scenarios, realTime: false));

        page.Should().Contain("ring of 8 (stock)").And.Contain("ring of 128").And.Contain("oom.rate \\ video.fps");
    }

    [Fact]
    public void Cells_that_another_build_of_the_lab_made_do_not_stand_beside_those_of_this_one()
    {
        var older = Result(Cell("ring-vs-y-7", 8, 3)) with { Harness = "this morning's" };
        var result = Result(Cell("ring-vs-y-8", 8, 0));

        (result with { Harness = "this morning's" }).Keeping(older).Cells.Should().HaveCount(2);
        (result with { Harness = "now" }).Keeping(older).Cells.Should().ContainSingle();
    }

    [Fact]
    public void Seeds_are_said_of_the_scenarios_that_ran_with_them() => LabReport.Render(Result(
        Cell("ring-vs-y-7", 8, 3), Cell("ring-vs-y-8", 8, 0), Cell("widgets-60", 8, 3) with { Seed = 5 }))
        .Should().Contain("with seeds 1 to 1; widgets-60 with 1 to 5: ");

    static LabResult Result(params LabCell[] cells) =>
        LabResult.Of(cells, libraries, ScenarioFiles.Of([.. cells.Select(x => x.Scenario).Distinct()]), realTime: false);

    static LabCell Cell(string scenario, int ring, int engaged) => new(scenario, ring, 1, CellOutcome.Ran)
    {
        PlaysOffered = 3,
        PlaysEngaged = engaged,
        MeanSecondsToEngage = engaged == 0 ? null : 0.7,
        Ooms = 66,
        FreeSome = 66,
        PeakStreams = 1,
    };
}
