using FluentAssertions;
using SpiceTrial.Sessions;
using SpiceTrial.Tests.Sessions;
using SpiceTrial.Verdicts;
using Xunit;

namespace SpiceTrial.Tests.Verdicts;

/// <summary>However it is copied, renamed or cut: one run is never two.</summary>
public sealed class SameRunTests
{
    [Theory(Timeout = 120_000)]
    [InlineData("lab-stock-8")]
    [InlineData("guest-pair-stock")]
    public async Task A_copy_of_a_log_is_no_second_run_whether_its_lines_have_a_date_or_not(string name)
    {
        var run = await SharedLogs.RunAsync(name);

        var comparison = CompareRuns.Of([run, run with { Tag = "copy" }], [await SharedLogs.RunAsync("lab-patched-128")]);

        comparison.Excluded.Should().ContainSingle(x => x.Tag == "copy");
        comparison.Baseline.Runs.Should().Equal(name);
        CompareRuns.Of([run], [run with { Tag = "copy" }]).Guards
            .Should().Contain(x => x.Name == "different runs" && x.Outcome == GuardOutcome.Failed);
    }

    [Theory(Timeout = 120_000)]
    [InlineData(0, 0.6)]
    [InlineData(0.5, 1)]
    [InlineData(0.3, 0.8)]
    [InlineData(0, 0.93)]
    public async Task A_part_of_a_log_is_no_second_run_and_the_whole_one_counts(double from, double to)
    {
        var log = SharedLogs.Text("guest-pair-stock");
        var whole = await SharedLogs.RunAsync("guest-pair-stock");
        var part = (await SharedLogs.ReadAsync(log[Line(log, from)..Line(log, to)], new LogOptions("part"))).Single();

        var comparison = CompareRuns.Of([part, whole], [await SharedLogs.RunAsync("guest-pair-128")]);

        comparison.Excluded.Should().ContainSingle(x => x.Tag == "part");
        comparison.Baseline.Ooms.Should().Be(818);
    }

    [Fact(Timeout = 120_000)]
    public async Task A_cut_between_lines_of_one_microsecond_hides_nothing()
    {
        var lines = FieldLog.Of006a.Text(marked: false).Split('\n').ToList();
        var same = lines.FindIndex(600, x => x.Contains("OOM1", StringComparison.Ordinal));
        lines.Insert(same, lines[same]);
        var whole = (await SharedLogs.ReadAsync(string.Join('\n', lines), new LogOptions("whole"))).Single();
        var part = (await SharedLogs.ReadAsync(string.Join('\n', lines.Take(same + 1)) + "\n", new LogOptions("part"))).Single();

        SameRun.Is(whole, part).Should().BeTrue();
    }

    [Fact(Timeout = 120_000)]
    public async Task Runs_that_only_began_at_the_same_time_are_two()
    {
        // Generated at one start, with OOMs at the same times; what they evicted and streamed differs.
        var one = (await SharedLogs.ReadAsync(FieldLog.Of006c.Text(marked: false), new LogOptions("one"))).Single();
        var other = (await SharedLogs.ReadAsync((FieldLog.Of006c with { FreeSome = 20 }).Text(marked: false), new LogOptions("other")))
            .Single();

        one.Start.Should().Be(other.Start);
        one.Ooms.Should().Be(other.Ooms);
        SameRun.Is(one, other).Should().BeFalse();
        SameRun.Is(await SharedLogs.RunAsync("lab-stock-8"), await SharedLogs.RunAsync("lab-patched-128"))
            .Should().BeFalse("the lab's guest does the same in both");
    }

    static int Line(string log, double share) =>
        share >= 1 ? log.Length : share <= 0 ? 0 : log.IndexOf('\n', (int)(share * log.Length)) + 1;
}
