using FluentAssertions;
using Xunit;

namespace SpiceTrial.EndToEnd.BuildHost;

/// <summary>What a person is asked before apt installs anything, with an apt-get that only notes what it was told. Questions on a terminal
/// are tried in <see cref="QuestionTests"/>.</summary>
public sealed class AptConsentTests : IDisposable
{
    readonly SampleBuild build = new SampleBuild().Guarded();

    public AptConsentTests()
    {
        var program = Path.Combine(Directory.CreateDirectory(Path.Combine(build.Root, "bin")).FullName, "apt-get");
        File.WriteAllText(program, $"#!/bin/sh\necho \"$*\" >>'{Told}'\n");
        File.SetUnixFileMode(program, (UnixFileMode)0b111_101_101);
        build.With("PATH", $"{Path.GetDirectoryName(program)}:{Environment.GetEnvironmentVariable("PATH")}");
    }

    string Told => Path.Combine(build.Root, "told");

    public void Dispose() => build.Dispose();

    [Fact(Timeout = 120_000)]
    public async Task Where_nobody_can_be_asked_nothing_is_installed_and_the_way_on_is_said()
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "only root has apt install");

        var result = await build.RunAsync("NeedsAProgram");

        result.ExitCode.Should().Be(3);
        result.Output.Should().Contain("nobody can be asked here: Have apt install on this machine: no-such-program?")
            .And.Contain("--yes").And.Contain("`sudo apt-get install no-such-program`");
        File.Exists(Told).Should().BeFalse();
    }

    [Theory(Timeout = 120_000)]
    [InlineData("true", "NeedsAProgram")]
    [InlineData("", "NeedsAProgram", "--yes")]
    public async Task In_CI_and_with_yes_it_is_said_and_installed(string ci, params string[] arguments)
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "only root has apt install");

        var result = await build.With("CI", ci).RunAsync(arguments);

        result.Output.Should().Contain("installing no-such-program");
        (await File.ReadAllTextAsync(Told, TestContext.Current.CancellationToken)).Should().EndWith("no-such-program\n");
    }
}
