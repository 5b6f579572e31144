using FluentAssertions;
using Spectre.Console;
using SpiceTrial.Hosts;
using SpiceTrial.Sessions;
using SpiceTrial.Terminal;
using SpiceTrial.Tests.Sessions;
using SpiceTrial.Tests.Verdicts;
using SpiceTrial.Trial;
using SpiceTrial.Verdicts;
using Xunit;

namespace SpiceTrial.Tests.Terminal;

/// <summary>Terminals of 80 columns, and tables of one screen.</summary>
public sealed class NarrowTests
{
    const string Guest = "sf:d3b07384-113e-4ec6-8b2f-9a2a2e2f6c55";

    [Fact]
    public void The_name_of_a_VM_stays_whole()
    {
        var status = SampleStatus.With(SampleStatus.Domain(Guest, "d3b0", DateTimeOffset.UnixEpoch, LibraryState.Patched, 128));

        Drawn(x => ConsoleTable.Write(x, HostStatusTable.Rows(status))).Should().Contain(Guest).And.Contain("pid 4711");
    }

    [Theory]
    [InlineData(80, "007-01-stock", 2)]
    [InlineData(80, "007-01-stock-and-some-words-more", 1)]
    [InlineData(160, "007-01-stock", 4)]
    public void Runs_stand_beside_each_other_as_long_as_their_names_can_be_told_apart(int width, string tag, int beside) =>
        AnalysisTable.Beside([new RunFigures
        {
            Tag = tag, Ooms = 0, FreeSome = 0, Creates = 0, Stops = 0, PeakStreams = 0, SlotsExhausted = false,
        }], width).Should().Be(beside);

    [Fact]
    public void What_is_fine_is_one_line_and_on_demand_a_table()
    {
        PreflightRow[] rows =
        [
            new("dpkg", "dpkg --audit is clean", PreflightOutcome.Fine), new("space", "900 MiB free", PreflightOutcome.Fine),
            new("gate", "not evaluated", PreflightOutcome.Warning, "./build.sh Gate"),
        ];

        ConsoleOperator.Folded(rows, showsAll: false).Should().Equal(rows[2]);
        ConsoleOperator.Folded(rows, showsAll: true).Should().Equal(rows);
    }

    [Fact]
    public void A_fleet_of_fifty_with_long_names_has_a_line_for_each_host_and_no_host_is_cut_in_two()
    {
        var hosts = Enumerable.Range(1, 50).Select(x => new RolloutHost(
            $"hypervisor-{x:00}.cluster.example.org", HostOutcome.Unreachable, new string('b', 40), "no answer")
            { GuestsOnBuild = 10, GuestsOnOther = 12 });
        var record = new RolloutRecord("007", "/etc/sf/inventory.yaml", "hypervisors", "eve@desk", DateTimeOffset.UnixEpoch, Origin.Live,
            [], [new([.. hosts])], [], []);
        List<IReadOnlyList<string>> rows = [.. RolloutTable.Rows(record)];

        var lines = Drawn(x => ConsoleTable.Write(x, rows[0], rows.Skip(1))).TrimEnd().Split('\n');

        lines.Should().HaveCount(54, "borders and a heading are four").And.OnlyContain(x => x.TrimEnd().Length <= 80);
        lines.Should().Contain(x => x.Contains("hypervisor-50"));
    }

    [Fact]
    public void A_comparison_fits_a_screen_with_every_figure_in_columns()
    {
        var comparison = Given.Compare(Given.Trial());

        var lines = Drawn(x =>
        {
            ConsoleTable.Write(x, VerdictTable.Rows(comparison).First(), VerdictTable.Rows(comparison).Skip(1));
            ConsoleTable.Say(x, VerdictTable.Sentences(comparison));
        }).TrimEnd().Split('\n');

        lines.Should().OnlyContain(x => x.TrimEnd().Length <= 80).And.HaveCountLessThan(45);
        lines.Should().Contain(x => x.StartsWith('│') && x.Contains(Wording.Interval(comparison.Figures[0])), "an interval stays whole");
        lines.Should().Contain(x => x.StartsWith("By spice-trial-verdict-"));
    }

    [Theory]
    [InlineData("1024x768", "one streamed nothing of 1024x768 (--video), but 1200x600")]
    [InlineData("32x10", "one streamed nothing of 32x10 (--video), but 1200x600")]
    [InlineData("1200x600", null)]
    [InlineData(null, null)]
    public void A_size_that_no_run_streamed_is_told_with_what_it_did_stream(string? video, string? said)
    {
        var run = Given.Cured(Given.Stock) with { Tag = "one" };
        run = run with { Regions = [run.Regions[0] with { Width = 1200, Height = 600 }] };

        AnalysisTable.OtherVideos(new([run]), video).Should().Equal(said is null ? [] : [said]);
    }

    static string Drawn(Action<IAnsiConsole> draw)
    {
        using var written = new StringWriter { NewLine = "\n" };
        var console = AnsiConsole.Create(new() { Ansi = AnsiSupport.No, Out = new AnsiConsoleOutput(written) });
        console.Profile.Width = 80;
        draw(console);
        return written.ToString();
    }
}
