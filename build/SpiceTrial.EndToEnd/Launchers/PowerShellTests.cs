using FluentAssertions;
using Xunit;

namespace SpiceTrial.EndToEnd.Launchers;

/// <summary>build.ps1 does as build.sh does: what the texts of both (<see cref="LauncherTextTests"/>) can not show.</summary>
[Trait("Run", "All")]
public sealed class PowerShellTests(PowerShell shell) : IClassFixture<PowerShell>, IDisposable
{
    readonly LauncherSandbox tree = new();

    public void Dispose() => tree.Dispose();

    [Fact(Timeout = 120_000)]
    public async Task It_compiles_once_and_hands_over_arguments_folder_environment_and_exit_code()
    {
        tree.With("HOST", "my-machine").With("FAKE_EXIT", "3");

        var results = await Task.WhenAll(
            tree.RunInPowerShellAsync(shell.Path, "Install", "--host=sf-2", "--output", "a b"),
            tree.RunInPowerShellAsync(shell.Path, "-h"));

        tree.Compilations.Should().Be(1, "two runs at once compile once");
        results.Should().OnlyContain(x => x.ExitCode == 3 && x.Output.Contains($"HOST=unset NUKE_HOST=unset in {tree.Root} from /\n"));
        results[0].Output.Should().Contain("run: [Install] [--hypervisor] [sf-2] [--output] [a b]\n");
        results[1].Output.Should().Contain("run: [--help]\n");
        string.Concat(results.Select(x => x.Error)).Should().StartWith("compiling the build (about ")
            .And.Contain("Nuke host: standin (the package feed lacks Nuke)");
    }

    [Theory(Timeout = 120_000)]
    [InlineData("8,128", "[8,128]")]
    [InlineData("8, 128", "[8,128]")]
    [InlineData("'8,128'", "[8,128]")]
    [InlineData("007", "[007]")]
    public async Task A_list_as_a_session_takes_it_is_one_value(string typed, string reached) =>
        (await tree.TypeInPowerShellAsync(shell.Path, $"build.ps1 Lab --ring-sizes {typed}")).Output
            .Should().Contain($"run: [Lab] [--ring-sizes] {reached}\n");

    [Theory(Timeout = 120_000)]
    [InlineData("good", 3)]
    [InlineData("bad", 1)]
    public async Task The_session_is_afterwards_as_it_was(string source, int exitCode)
    {
        tree.With("HOST", "my-machine").With("GROUP", "staff").With("FAKE_EXIT", "3").With("FAKE_SOURCE", source);

        var result = await tree.TypeInPowerShellAsync(shell.Path,
            "$before = Get-ChildItem Env: | Out-String -Width 9999; build.ps1 Info; "
            + "\"code $LASTEXITCODE in $PWD, $env:HOST of $env:GROUP\"; "
            + "\"same: $($before -ceq (Get-ChildItem Env: | Out-String -Width 9999))\"");

        result.Output.Should().Contain($"code {exitCode} in /, my-machine of staff\nsame: True\n");
    }

    [Theory(Timeout = 120_000)]
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
