using FluentAssertions;
using SpiceTrial.Reports;
using SpiceTrial.Sessions;
using SpiceTrial.Tests.Verdicts;
using SpiceTrial.Verdicts;
using Xunit;

namespace SpiceTrial.Tests.Reports;

public sealed class VerdictReportTests
{
    const string Hostile = "<script>alert('x')</script> | **b** & \"q\" \n# h";

    static readonly RunTimeline Timeline = new([1, 2, 30, 500], [2, 500], [new(0, 20, 120), new(0, 200, null)], IsCut: false);

    static VerdictReport Report(string tag = "007a-patched")
    {
        RunFigures[] baseline = [Given.Stalled(Given.Stock) with { Timeline = Timeline }];
        RunFigures[] candidate = [Given.Cured(Given.Patched)
            with { Tag = tag, Timeline = Timeline, Freezes = [new(400, 14, EndsRun: true)], Remarks = [$"seen in {tag}"] }];
        return new(CompareRuns.Of(baseline, candidate), baseline, candidate, "./build.sh Report --baseline a --candidate b");
    }

    [Fact(Timeout = 120_000)]
    public void The_page_begins_with_the_verdict_and_shows_both_arms_and_a_timeline_of_each_run()
    {
        var page = Report().Html();

        page.IndexOf("class=\"verdict\"", StringComparison.Ordinal).Should().BeLessThan(page.IndexOf("<table", StringComparison.Ordinal));
        page.Should().Contain("inconclusive").And.Contain("3 more of the candidate").And.Contain("froze for good")
            .And.Contain("share of the video&#x27;s playback that streamed").And.Contain("spice-trial-verdict-8");
        page.Split("Timeline of ").Should().HaveCount(5, "two runs, each in two widths");
    }

    [Fact(Timeout = 120_000)]
    public void The_dots_are_the_figures_that_decide_and_all_of_the_runs_that_count()
    {
        var (baseline, candidate) = Given.Trial((_, x) => x with { Plays = new(12, 3) }, (_, x) => x with { Plays = new(12, 9) }, count: 9);
        var order = baseline.Zip(candidate, (x, y) => new[] { (x.Tag, false), (y.Tag, true) }).SelectMany(x => x);
        var plan = TrialPlan.Of("007", order, 9) with { Primary = "share of the video's plays that streamed" };
        var comparison = CompareRuns.Of(baseline, candidate, plan: plan);

        comparison.Candidate.Values.Should().HaveCount(9).And.AllBeEquivalentTo(0.75);
        var page = new VerdictReport(comparison, baseline, candidate, "Report").Html();
        var dots = page[page.IndexOf("What decides", StringComparison.Ordinal)..page.IndexOf(">Runs<", StringComparison.Ordinal)];
        dots.Should().Contain("The share of the video");
        var others = comparison with { Candidate = comparison.Candidate with { Values = [.. Enumerable.Repeat(0.5, 9)] } };
        new VerdictReport(others, baseline, candidate, "Report").Html().Should().NotContain(dots);
    }

    [Fact(Timeout = 120_000)]
    public void The_page_loads_nothing_from_anywhere()
    {
        var page = Report().Html();

        page.Should().NotMatchRegex("(src|href)\\s*=\\s*\"(?!#|data:)").And.NotContain("<script").And.NotContain("<link")
            .And.NotContain("@import");
        page.Should().NotMatchRegex("url\\((?!#)");
    }

    [Fact(Timeout = 120_000)]
    public void Plots_take_their_colours_from_the_page_so_that_dark_mode_reaches_them()
    {
        var page = Report().Html();

        page.Should().Contain("prefers-color-scheme: dark").And.Contain("var(--video)").And.Contain("var(--freeze)");
        page.Should().NotMatchRegex("(fill|stroke)=\"#0102");
    }

    [Fact(Timeout = 120_000)]
    public void A_tag_can_not_bring_mark_up_into_the_page_or_the_markdown()
    {
        var report = Report(Hostile);

        report.Html().Should().NotContain("<script>").And.Contain("&lt;script&gt;");
        var markdown = report.Markdown();
        markdown.Should().NotContain("<script>").And.NotContain("**b**").And.NotContain("\n# h");
        markdown.Split('\n').Where(x => x.StartsWith("| ", StringComparison.Ordinal) && x.Contains("candidate |", StringComparison.Ordinal)
            && x.Contains("128 entries", StringComparison.Ordinal))
            .Should().ContainSingle().Which.Replace("\\|", "", StringComparison.Ordinal).Count(x => x == '|').Should().Be(13);
    }

    [Fact(Timeout = 120_000)]
    public void Runs_without_times_get_words_instead_of_a_timeline()
    {
        RunFigures[] Untimed(Arm arm) => [
            Given.Stalled(arm) with { DurationSeconds = null, PlaybackSeconds = null, Timeline = null, Start = null }];
        var (stock, patched) = (Untimed(Given.Stock), Untimed(Given.Patched));

        var page = new VerdictReport(CompareRuns.Of(stock, patched), stock, patched, "x").Html();

        page.Should().Contain("carries no times").And.Contain("inconclusive");
    }
}
