using FluentAssertions;
using Xunit;

namespace SpiceTrial.Tests.Launchers;

/// <summary>build.ps1 does as build.sh does.</summary>
[Trait("Run", "All")]
public sealed class PowerShellTests(PowerShell shell) : IClassFixture<PowerShell>, IDisposable
{
    readonly LauncherSandbox tree = new();

    public void Dispose() => tree.Dispose();

    [Theory(Timeout = 60_000)]
    [MemberData(nameof(LauncherSandbox.Arguments), MemberType = typeof(LauncherSandbox))]
    public async Task Arguments_reach_the_build_as_Nuke_reads_them(string reached, params string[] arguments) =>
        (await tree.RunInPowerShellAsync(shell.Path, arguments)).Output.Should().Contain($"run: {reached}\n");

    [Fact(Timeout = 60_000)]
    public async Task Exit_codes_the_folder_and_the_environment_are_those_of_the_other_launcher()
    {
        var result = await tree.With("HOST", "my-machine").With("NUKE_HOST", "standin").With("FAKE_EXIT", "3")
            .RunInPowerShellAsync(shell.Path, "Test");

        result.ExitCode.Should().Be(3);
        result.Output.Should().Contain($"HOST=unset NUKE_HOST=unset in {tree.Root}\n");
        (await tree.With("NUKE_HOST", "other").RunInPowerShellAsync(shell.Path, "Test")).ExitCode.Should().Be(2);
    }

    [Fact(Timeout = 120_000)]
    public async Task It_compiles_what_changed_once_and_says_which_Nuke_it_takes_and_why()
    {
        (await tree.RunInPowerShellAsync(shell.Path, "Test")).Error
            .Should().Contain("Nuke host: standin (the package feed lacks Nuke (NU1101))");
        (await tree.RunInPowerShellAsync(shell.Path, "Test")).Error.Should().BeEmpty();
        tree.Compilations.Should().Be(1);
        tree.Write("build/Build.cs", "class Other;");

        await Task.WhenAll(tree.RunInPowerShellAsync(shell.Path, "Test"), tree.RunInPowerShellAsync(shell.Path, "Test"));

        tree.Compilations.Should().Be(2, "two runs at once compile once");
    }

    [Theory(Timeout = 60_000)]
    [InlineData("FAKE_FEED", "down", "can't be restored")]
    [InlineData("FAKE_FEED", "lacks-other", "can't be restored")]
    [InlineData("FAKE_SOURCE", "bad", "the build itself does not compile")]
    public async Task What_fails_is_said_and_nothing_is_started(string what, string answer, string said)
    {
        var result = await tree.With(what, answer).RunInPowerShellAsync(shell.Path, "Test");

        result.ExitCode.Should().Be(1);
        result.Error.Should().Contain(said);
        result.Output.Should().NotContain("run:");
    }
}
