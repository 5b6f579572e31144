using System.Collections;
using FluentAssertions;
using SpiceTrial.Terminal;
using Xunit;

namespace SpiceTrial.Tests.CommandLines;

public sealed class UnreadOptionTests : IDisposable
{
    static readonly CommandLineSpec Spec = new(
        [new("DebBuild") { Reads = ["Jobs", "Suite"] }, new("Verify") { Reads = ["From", "Suite"] }, new("TestHost") { Reads = ["Up"] },
            new("Own")],
        [
            new("Jobs", ValueKind.Whole, []), new("Suite", ValueKind.Text, []), new("From", ValueKind.Text, []),
            new("Up", ValueKind.Truth, [], IsSwitch: true),
            new("Target", ValueKind.Text, [], IsList: true) { IsOfHost = true },
        ]) { DefaultTarget = "DebBuild" };

    readonly Scratch scratch = new();

    [Theory]
    [InlineData("--up")]
    [InlineData("DebBuild", "--up")]
    [InlineData("--target", "DebBuild", "--up")]
    [InlineData("DebBuild", "Verify", "--jobs", "2", "--up")]
    public void An_option_that_no_asked_target_reads_is_refused_with_one_that_does(params string[] arguments) =>
        Errors(arguments).Should().ContainSingle().Which.Should().StartWith("--up would be ignored: DebBuild")
            .And.Contain("TestHost reads it: ./build.sh TestHost --up");

    [Theory]
    [InlineData("--jobs", "2")]
    [InlineData("DebBuild", "Verify", "--jobs", "2", "--from", "x", "--suite", "sid")]
    [InlineData("TestHost", "--up")]
    [InlineData("Own", "--up", "--jobs", "2")]
    public void What_one_of_them_reads_or_may_read_is_not(params string[] arguments) => Errors(arguments).Should().BeEmpty();

    [Fact]
    public void Targets_of_the_environment_or_of_a_file_are_not_guessed_at()
    {
        Errors(["--up"], new() { ["NUKE_TARGET"] = "TestHost" }).Should().BeEmpty();
        scratch.Write("parameters.json", """{ "Target": ["TestHost"] }""");
        Errors(["--up"]).Should().BeEmpty();
    }

    public void Dispose() => scratch.Dispose();

    IEnumerable<string> Errors(string[] arguments, Hashtable? variables = null) =>
        Validation.Errors(Spec, arguments, variables ?? [], scratch.Path).Select(x => x.ToString());
}
