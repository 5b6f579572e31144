using System.Diagnostics;
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
        var run = await Project.RunAsync(
            new("sh", "-c", "script --quiet --return --command \"$0\" /dev/null; exit $?",
                words) { Environment = new Dictionary<string, string?>(project.Environment) { ["TERM"] = "xterm" }, WorkingDirectory = "/",
                Timeout = TimeSpan.FromMinutes(15) },
            TestContext.Current.CancellationToken);

        run.ExitCode.Should().Be(0, run.Output);
        run.Output.Should().MatchRegex(@"compiling.*\d+%").And.MatchRegex(@"testing.*\d+%").And.NotMatchRegex(@"compiling \d+/\d+");
        run.Output.Should().Contain("configuring", "phases stay lines");
    }

    [Fact(Timeout = 600_000)]
    public async Task A_terminal_that_is_closed_in_the_build_ends_it_cleanly()
    {
        var project = await chain.CopyAsync("closed terminal", withResult: true);
        var before = Snapshot.Of(project.Built);
        var status = project.File("status");
        // As on a person's terminal: the first shell dies with it, and only then the kernel tells the rest. The second one stays to say how
        // the run ended. It handles the signal: what it ignored, the run would ignore too.
        var words = ShellWords.Join(["sh", "-c", "trap : HUP; \"$@\"; echo $? > \"$0\"", status,
            "bash", .. project.Words("DebBuild", "--builder", "chroot", "--skip-package-tests")]) + "; :";
        var start = new ProcessStartInfo("env", ["--default-signal=INT,HUP", "script", "--quiet", "--command", words, "/dev/null"]) {
            RedirectStandardInput = true, RedirectStandardOutput = true, WorkingDirectory = "/" };
        foreach (var (name, value) in project.Environment)
            start.Environment[name] = value;
        start.Environment["TERM"] = "xterm";
        using var terminal = Process.Start(start)!;
        string? line;
        do
            line = await terminal.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken);
        while (line?.Contains("configuring", StringComparison.Ordinal) == false);
        line.Should().NotBeNull("the build begins");

        terminal.Kill();

        while (!File.Exists(status) || new FileInfo(status).Length == 0)
            await Task.Delay(50, TestContext.Current.CancellationToken);
        (await File.ReadAllTextAsync(status, TestContext.Current.CancellationToken)).Trim().Should().Be("130");
        File.Delete(status);
        await Leftovers.ShouldBeGoneAsync(chain.Folder);
        Snapshot.Of(project.Built).Should().Equal(before);
    }
}
