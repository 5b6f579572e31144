using FluentAssertions;
using Xunit;

namespace SpiceTrial.EndToEnd.BuildHost;

public sealed class StandInOutputTests : IDisposable
{
    readonly SampleBuild build = new();

    public void Dispose() => build.Dispose();

    [Fact(Timeout = 120_000)]
    public async Task Plan_shows_the_order_and_runs_nothing()
    {
        var output = (await build.RunAsync("Third", "--show-plan")).Output;

        output.Should().MatchRegex(@"(?s)1 +.*First.*Second.*Third").And.NotContain("run First");
    }

    [Fact(Timeout = 120_000)]
    public async Task Everything_is_on_standard_output()
    {
        var result = await build.RunAsync("Fails");

        result.Error.Should().BeEmpty();
        result.Output.Should().Contain("the reason");
    }

    [Fact(Timeout = 120_000)]
    public async Task Reported_pairs_stand_in_the_summary_and_in_CI_warnings_are_repeated_before_it()
    {
        var output = (await build.RunAsync("Warns")).Output;
        output.Split("mind the gap").Should().HaveCount(2);
        output.Should().MatchRegex("Warns +Succeeded.*Packages: 3");

        output = (await build.With("CI", "true").RunAsync("Warns")).Output;
        output.Split("mind the gap").Should().HaveCount(3);
        output[output.LastIndexOf("mind the gap", StringComparison.Ordinal)..].Should().MatchRegex("Warns +Succeeded.*Packages: 3");
    }

    [Fact(Timeout = 120_000)]
    public async Task A_failure_is_said_once_where_the_reader_sees_it_and_again_where_a_host_folds_it()
    {
        var output = (await build.RunAsync("Warns", "Refuses")).Output;
        output.Split("not today").Should().HaveCount(2);
        output.Split("tomorrow").Should().HaveCount(2);
        var page = Path.Combine(build.Root, "summary.md");
        (await build.With("CI", "true").With("GITHUB_ACTIONS", "true").With("GITHUB_STEP_SUMMARY", page).RunAsync("Refuses")).Output
            .Should().MatchRegex("(?s)::error::Refuses failed: not today.*Errors and warnings:.*not today");
        (await File.ReadAllTextAsync(page, TestContext.Current.CancellationToken)).Should().Contain("not today");
    }

    [Fact(Timeout = 120_000)]
    public async Task On_GitHub_targets_are_groups_and_problems_are_annotations()
    {
        var page = Path.Combine(build.Root, "summary.md");
        var output = (await build.With("GITHUB_ACTIONS", "true").With("GITHUB_STEP_SUMMARY", page).RunAsync("Warns", "Fails")).Output;

        output.Should().MatchRegex(@"(?s)::group::Warns.*::warning::mind the gap.*::endgroup::.*::group::Fails.*::error::.*the reason");
        (await File.ReadAllTextAsync(page, TestContext.Current.CancellationToken)).Should().Contain("| Warns | Succeeded |")
            .And.Contain("| Fails | Failed |");
    }
}
