using FluentAssertions;
using Xunit;

namespace SpiceTrial.EndToEnd.BuildHost;

public sealed class StandInParameterTests : IDisposable
{
    readonly SampleBuild build = new();

    public void Dispose() => build.Dispose();

    [Fact(Timeout = 120_000)]
    public async Task Options_set_the_parameters_of_class_and_component()
    {
        var result = await build.RunAsync(
            "Show", "--place", "here", "--items", "a", "b", "--loud", "--speed", "fast", "--count", "7", "--text-item", "x y");

        result.Output.Should().Contain("place=here items=a,b loud=True speed=Fast count=7 text=x y");
    }

    [Fact(Timeout = 120_000)]
    public async Task A_separator_splits_one_token()
    {
        (await build.RunAsync("Show", "--items", "a+b+c")).Output.Should().Contain("items=a,b,c");
    }

    [Fact(Timeout = 120_000)]
    public async Task The_command_line_comes_before_the_environment_and_that_before_the_files()
    {
        build.WithFile("parameters.json", """{ "Place": "file", "Count": 1, "TextItem": "file" }""")
            .With("PLACE", "environment")
            .With("NUKE_TEXT_ITEM", "environment");

        (await build.RunAsync("Show", "--place", "line")).Output.Should().Contain("place=line").And.Contain("count=1")
            .And.Contain("text=environment");
    }

    [Fact(Timeout = 120_000)]
    public async Task A_profile_overrides_the_common_file()
    {
        build.WithFile("parameters.json", """{ "Place": "common", "Count": 1 }""").WithFile("parameters.lab.json", """{ "Count": 2 }""");

        (await build.RunAsync("Show", "--profile", "lab")).Output.Should().Contain("place=common").And.Contain("count=2");
    }

    [Fact(Timeout = 120_000)]
    public async Task An_unknown_option_is_ignored_in_silence()
    {
        var result = await build.RunAsync("Show", "--unknown", "x");

        result.ExitCode.Should().Be(0);
        result.Output.Should().NotContain("unknown");
    }

    [Fact(Timeout = 120_000)]
    public async Task A_value_that_does_not_convert_warns_and_keeps_the_default()
    {
        var result = await build.RunAsync("Show", "--count", "many");

        result.ExitCode.Should().Be(0);
        result.Output.Should().Contain("WRN").And.Contain("'many'").And.Contain("count= ");
    }

    [Fact(Timeout = 120_000)]
    public async Task A_value_behind_an_equals_sign_is_ignored()
    {
        (await build.RunAsync("Show", "--place=here")).Output.Should().Contain("place= ");
    }

    [Fact(Timeout = 120_000)]
    public async Task A_target_behind_an_option_is_taken_for_its_value()
    {
        (await build.RunAsync("--items", "First")).Output.Should().Contain("items=First").And.NotContain("run First");
    }

    [Theory(Timeout = 120_000)]
    [InlineData(null)]
    [InlineData("HOST")]
    [InlineData("NUKE_HOST")]
    public async Task A_host_that_is_no_CI_host_aborts(string? variable)
    {
        var result = variable is null
            ? await build.RunAsync("Show", "--host", "sf-2") : await build.With(variable, "sf-2").RunAsync("Show");

        result.ExitCode.Should().Be(134);
    }
}
