using FluentAssertions;
using Xunit;

namespace SpiceTrial.Tests.CommandLines;

public sealed class CommandLineCheckTests
{
    [Theory]
    [InlineData]
    [InlineData("DebBuild")]
    [InlineData("debbuild", "deb-build", "Test")]
    [InlineData("Install", "--hypervisor", "sf-2", "--trace-items", "64")]
    [InlineData("--require-live")]
    [InlineData("--require-live", "false", "--builder", "CHROOT")]
    [InlineData("--tags", "a", "b", "--skip", "--share", "0.5")]
    [InlineData("--TraceItems", "64")]
    [InlineData("Install", "--skip", "DebBuild", "Test")]
    public void A_right_command_line_has_no_errors(params string[] arguments) => Sample.Errors(arguments).Should().BeEmpty();

    [Theory]
    [InlineData("DebBiuld", "did you mean DebBuild? targets: DebBuild, Install, Test")]
    [InlineData("Instal", "did you mean Install?")]
    public void An_unknown_target_names_the_nearest_and_all_known_ones(string typed, string hint) =>
        Sample.OnlyError(typed).Should().Contain($"unknown target {typed}").And.Contain(hint);

    [Fact]
    public void A_file_in_the_place_of_a_target_is_told_the_option_that_takes_it() =>
        Sample.OnlyError(typeof(Sample).Assembly.Location).Should().Contain("a log or a session is named with --session ");

    [Fact]
    public void A_name_like_no_other_only_lists_the_known_ones() =>
        Sample.OnlyError("--zzzzzzzzzz").Should().Contain("unknown option --zzzzzzzzzz").And.NotContain("did you mean")
            .And.Contain("--hypervisor");

    [Fact]
    public void An_unknown_option_names_the_nearest() =>
        Sample.OnlyError("--trace-itmes", "64").Should().Contain("did you mean --trace-items?");

    [Theory]
    [InlineData("64.5")]
    [InlineData("many")]
    [InlineData("99999999999")]
    [InlineData("")]
    public void A_number_must_be_one(string value) =>
        Sample.OnlyError("--trace-items", value).Should().Contain("--trace-items").And.Contain("hint:");

    [Fact]
    public void A_value_that_is_not_allowed_lists_the_allowed_ones() =>
        Sample.OnlyError("--builder", "chrot").Should().Contain("'chrot'")
            .And.Contain("did you mean chroot? values: auto, container, chroot, host");

    [Theory]
    [InlineData("--hypervisor")]
    [InlineData("--hypervisor", "--require-live")]
    [InlineData("--tags")]
    public void An_option_without_its_value_is_an_error(params string[] arguments) =>
        Sample.OnlyError(arguments).Should().Contain("needs a value");

    [Fact]
    public void A_value_behind_an_equals_sign_is_refused_with_the_form_that_works() =>
        Sample.OnlyError("--hypervisor=sf-2").Should().Contain("hint: --hypervisor sf-2");

    [Theory]
    [InlineData("./build.sh Install --hypervisor sf-2", "--hypervisor", "sf-2", "Install")]
    [InlineData("./build.sh Install --require-live", "--require-live", "Install")]
    public void A_target_behind_an_option_is_refused_with_the_right_order(string hint, params string[] arguments) =>
        Sample.OnlyError(arguments).Should().Contain("targets must precede options").And.Contain(hint);

    [Fact]
    public void A_second_value_is_refused() => Sample.OnlyError("--hypervisor", "sf-2", "sf-3").Should().Contain("takes one value");

    [Theory]
    [InlineData("--hypervisor", "sf-2", "--hypervisor", "sf-3")]
    [InlineData("--require-live", "--Require-Live")]
    [InlineData("--tags", "a", "--tags", "b")]
    public void An_option_given_twice_is_refused(params string[] arguments) =>
        Sample.Errors(arguments).Should().Contain(x => x.Contains("more than once"));

    [Theory]
    [InlineData("-hypervisor")]
    [InlineData("--")]
    [InlineData("@file")]
    [InlineData("-1")]
    public void What_is_neither_a_target_nor_an_option_is_refused(string argument) => Sample.Errors(argument).Should().ContainSingle();

    [Theory]
    [InlineData("--trace-items", "-1")]
    [InlineData("--share", "-.5")]
    public void A_number_below_zero_is_named_with_its_option(string option, string number) =>
        Sample.OnlyError(option, number).Should().Contain($"{option}: '{number}' is below zero").And.NotContain("did you mean")
            .And.NotContain("needs a value");

    [Theory]
    [InlineData("--hypervisor", "")]
    [InlineData("--hypervisor")]
    public void What_the_launcher_has_written_anew_is_named_as_it_was_typed_too(params string[] arguments) =>
        Sample.OnlyError(arguments).Should().StartWith("--host (--hypervisor) ");

    [Fact]
    public void Targets_in_two_places_are_refused() =>
        Sample.OnlyError("DebBuild", "--target", "Test").Should().Contain("targets stand in two places: DebBuild");

    [Fact]
    public void Of_many_names_only_the_nearest_are_listed()
    {
        var hint = Names.Suggestion("--xyz-7", [.. Enumerable.Range(1, 60).Select(x => $"--xyz-{x}00")], "options");

        hint.Should().Contain("--xyz-700").And.Contain("of 60 options");
        hint.Length.Should().BeLessThan(120);
    }

    [Fact]
    public void All_errors_are_listed_at_once() => Sample.Errors("Tst", "--builder", "x", "--hypervisr", "y").Should().HaveCount(3);
}
