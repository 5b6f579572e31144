using FluentAssertions;
using SpiceTrial.Testing;
using Xunit;

namespace SpiceTrial.Tests.CommandLines;

public sealed class TestRunTests : IDisposable
{
    readonly Scratch scratch = new();

    public void Dispose() => scratch.Dispose();

    [Fact]
    public void Counts_and_messages_are_read_from_the_report()
    {
        var report = TestReport.Read(scratch.Write("r.xml", """
            <assemblies><assembly passed="3" failed="1" skipped="2" errors="1">
              <errors><error type="assembly-cleanup" name="the fixture"><failure><message>gone</message></failure></error></errors>
              <collection><test name="It_works" result="Fail"><failure><message>It did not.</message></failure></test></collection>
            </assembly></assemblies>
            """));

        report.Counts.ToString().Should().Be("3 passed, 2 failed, 2 skipped");
        report.Failures.Should().Contain(new TestFailure("It_works", "It did not.")).And.Contain(new TestFailure("the fixture", "gone"));
    }

    [Theory]
    [InlineData("<assemblies><assembly")]
    [InlineData("")]
    public void A_report_that_was_cut_off_is_an_error(string text) =>
        FluentActions.Invoking(() => TestReport.Read(scratch.Write("r.xml", text))).Should().Throw<TrialException>()
            .WithMessage("*without a report*");

    [Fact]
    public void A_failing_test_is_shown_and_counted_as_it_happens()
    {
        var lines = new List<string>();
        var progress = new TestProgress("Project", lines.Add, TimeProvider.System);

        progress.Line("    It_works [STARTING]");
        progress.Line("    It_works [FAIL]");
        progress.Line("    It_works [FINISHED] Time: 0.1s");

        lines.Should().Equal("Project: FAILED It_works");
        progress.Failed.Should().Be(1);
    }
}
