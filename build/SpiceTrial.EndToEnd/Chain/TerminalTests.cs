using FluentAssertions;
using SpiceTrial.Processes;
using Xunit;

namespace SpiceTrial.EndToEnd.Chain;

[Collection(OnOneChain.Name)]
[Trait("Run", "All")]
public sealed class TerminalTests(ChainFixture chain)
{
    [Fact(Timeout = 1_200_000)]
    public async Task On_a_terminal_the_build_shows_a_bar_instead_of_lines()
    {
        var project = await chain.CopyAsync("on a terminal");
        var words = ShellWords.Join(["bash", .. project.Words("DebBuild", "--builder", "chroot")]);

        // script(1) gives it a terminal.
        var run = await Programs.RunAsync(
            new("script", "--quiet", "--return", "--command", words, "/dev/null") { Environment = new Dictionary<string, string?>(project.Environment) { ["TERM"] = "xterm" }, WorkingDirectory = "/", Timeout = TimeSpan.FromMinutes(15) },
            TestContext.Current.CancellationToken);

        run.ExitCode.Should().Be(0, run.Output);
        run.Output.Should().MatchRegex(@"compiling.*\d+%").And.MatchRegex(@"testing.*\d+%").And.NotMatchRegex(@"compiling \d+/\d+");
        run.Output.Should().Contain("configuring", "phases stay lines");
    }
}
