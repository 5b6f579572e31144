using FluentAssertions;
using SpiceTrial.Terminal;
using Xunit;

namespace SpiceTrial.Tests.CommandLines;

public sealed class SourceCheckTests : IDisposable
{
    readonly Scratch scratch = new();

    public void Dispose() => scratch.Dispose();

    [Theory]
    [InlineData("TRACE_ITEMS", "many")]
    [InlineData("traceitems", "many")]
    [InlineData("NUKE_BUILDER", "vm")]
    [InlineData("REQUIRE_LIVE", "perhaps")]
    public void A_variable_that_binds_to_an_option_is_checked(string name, string value) =>
        Of(name, value).Single().ToString().Should().Contain(name).And.Contain($"unset {name}");

    [Theory]
    [InlineData("TRACE_ITEMS", "64")]
    [InlineData("TRACE_ITEMS", "")]
    [InlineData("TRACE_ITEMS_COUNT", "many")]
    [InlineData("PATH", "/bin")]
    public void A_fitting_value_or_a_foreign_variable_is_no_error(string name, string value) => Of(name, value).Should().BeEmpty();

    [Theory]
    [InlineData("""{ "Hypervisr": "sf-2" }""", "did you mean Hypervisor?")]
    [InlineData("""{ "TraceItems": "many" }""", "'many'")]
    [InlineData("""{ "Builder": ["auto"] }""", "Builder takes one value, and no list")]
    [InlineData("""{ "TraceItems": [64] }""", "TraceItems takes one value, and no list")]
    [InlineData("""{ "Tags": "a+b" }""", "hint: \"Tags\": [\"a+b\"]")]
    [InlineData("""{ "hypervisor": "sf-2" }""", "the key hypervisor is written Hypervisor")]
    [InlineData("""{ "trace-items": 64 }""", "the key trace-items is written TraceItems")]
    [InlineData("""{ "Tags": { } }""", "is an object")]
    [InlineData("""{ "Tags": """, "is no JSON")]
    [InlineData("[]", "no JSON object")]
    public void A_parameters_file_is_checked(string text, string said) => FileErrors(text).Single().Should().Contain(said);

    [Fact]
    public void A_right_parameters_file_has_no_errors() => FileErrors("""
        {
          "$schema": "./build.schema.json", "Hypervisor": "sf-2", "TraceItems": 64, "RequireLive": true, "Tags": ["a", "b"], "Builder": null
        }
        """).Should().BeEmpty();

    [Fact]
    public void The_file_of_a_profile_is_checked_and_must_exist()
    {
        scratch.Write("parameters.lab.json", """{ "TraceItems": "many" }""");
        var spec = Sample.Spec with { Options = [.. Sample.Spec.Options, new("Profile", ValueKind.Text, [], IsList: true)] };
        IEnumerable<string> Errors(string profile) => Validation
            .Errors(spec, ["Test", "--profile", profile], new Dictionary<string, string>(), scratch.Path).Select(x => x.ToString());

        Validation.Errors(spec, ["Test"], new Dictionary<string, string> { ["PROFILE"] = "lba" }, scratch.Path).Single().ToString()
            .Should().Contain("did you mean lab?").And.Contain("or unset PROFILE");
        Errors("lab").Single().Should().Contain("parameters.lab.json");
        Errors("lba").Single().Should().Contain("did you mean lab?");
    }

    [Fact]
    public void An_option_that_two_variables_give_is_an_error() => SourceCheck
        .EnvironmentErrors(Sample.Spec, new Dictionary<string, string> { ["NUKE_TRACE_ITEMS"] = "64", ["TRACE_ITEMS"] = "128" })
        .Single().ToString().Should().Contain("by the environment variables NUKE_TRACE_ITEMS and TRACE_ITEMS")
            .And.Contain("unset all but one");

    static IEnumerable<CommandLineError> Of(string name, string value) =>
        SourceCheck.EnvironmentErrors(Sample.Spec, new Dictionary<string, string> { [name] = value });

    IEnumerable<string> FileErrors(string text) =>
        SourceCheck.FileErrors(Sample.Spec, scratch.Write("parameters.json", text)).Select(x => x.ToString());
}
