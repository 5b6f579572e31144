using FluentAssertions;
using Xunit;

namespace SpiceTrial.EndToEnd.BuildHost;

public sealed class StandInTargetTests : IDisposable
{
    readonly SampleBuild build = new();

    public void Dispose() => build.Dispose();

    [Fact(Timeout = 120_000)]
    public async Task Dependencies_run_before_and_triggered_targets_after()
    {
        var result = await build.RunAsync("Third");

        result.ExitCode.Should().Be(0);
        Ran(result.Output).Should().Equal("First", "Second", "Third", "Fourth");
    }

    [Fact(Timeout = 120_000)]
    public async Task A_component_adds_its_targets()
    {
        Ran((await build.RunAsync("FromComponent")).Output).Should().Equal("InnerStep", "FromComponent");
    }

    [Fact(Timeout = 120_000)]
    public async Task Without_a_target_the_default_one_runs()
    {
        (await build.RunAsync()).Output.Should().Contain("place=");
    }

    [Fact(Timeout = 120_000)]
    public async Task A_failure_ends_with_255_shows_the_reason_and_leaves_the_dependents_out()
    {
        var result = await build.RunAsync("AfterFailure");

        result.ExitCode.Should().Be(255);
        result.Output.Should().Contain("the reason").And.NotContain("   at ");
        Ran(result.Output).Should().BeEmpty();
        Status(result.Output, "AfterFailure").Should().Be("NotRun");
        Status(result.Output, "Fails").Should().Be("Failed");
    }

    [Fact(Timeout = 120_000)]
    public async Task A_failure_shows_its_stack_trace_when_asked_to()
    {
        (await build.RunAsync("Fails", "--verbosity", "verbose")).Output.Should().Contain("   at ");
    }

    [Fact(Timeout = 120_000)]
    public async Task The_exit_code_that_the_build_sets_wins()
    {
        (await build.RunAsync("ExitsWith4")).ExitCode.Should().Be(4);
    }

    [Fact(Timeout = 120_000)]
    public async Task Skip_leaves_out_the_named_targets_or_all_dependencies()
    {
        Ran((await build.RunAsync("Second", "--skip", "First")).Output).Should().Equal("Second");
        Ran((await build.RunAsync("Second", "--skip")).Output).Should().Equal("Second");
        Ran((await build.RunAsync("Second", "--skip", "Second")).Output).Should().Equal(["First", "Second"], "NUKE does it so too");
    }

    [Fact(Timeout = 120_000)]
    public async Task Targets_that_wait_for_each_other_are_an_error_even_if_others_are_asked_for()
    {
        var result = await build.With("SAMPLE", "circle").RunAsync("Farmer");

        result.ExitCode.Should().Be(255);
        result.Output.Should().Contain("Circular").And.Contain("Hen -> Egg -> Hen").And.NotContain("run Farmer");
    }

    [Fact(Timeout = 120_000)]
    public async Task An_unknown_target_ends_with_255()
    {
        (await build.RunAsync("Nothing")).ExitCode.Should().Be(255);
    }

    static IEnumerable<string> Ran(string output) =>
        Regex.Matches(output, @"^run (\w+)", RegexOptions.Multiline).Select(x => x.Groups[1].Value);

    static string Status(string output, string target) => Regex.Match(output, $@"^{target} +(\w+)", RegexOptions.Multiline).Groups[1].Value;
}
