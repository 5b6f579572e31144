using FluentAssertions;
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

        // script(1) gives it a terminal. It waits for every child: the lifeline must not be one, hence a shell between them.
        var run = await Programs.RunAsync(
            new("sh", "-c", "script --quiet --return --command \"$0\" /dev/null; exit $?",
                words) { Environment = new Dictionary<string, string?>(project.Environment) { ["TERM"] = "xterm" }, WorkingDirectory = "/",
                Timeout = TimeSpan.FromMinutes(15) },
            TestContext.Current.CancellationToken);

        run.ExitCode.Should().Be(0, run.Output);
        run.Output.Should().MatchRegex(@"compiling.*\d+%").And.MatchRegex(@"testing.*\d+%").And.NotMatchRegex(@"compiling \d+/\d+");
        run.Output.Should().Contain("configuring", "phases stay lines");
    }
}
