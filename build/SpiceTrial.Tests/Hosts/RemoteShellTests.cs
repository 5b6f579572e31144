using CliWrap;
using CliWrap.Buffered;
using FluentAssertions;
using SpiceTrial.Hosts;
using Xunit;

namespace SpiceTrial.Tests.Hosts;

public sealed class RemoteShellTests
{
    [Fact(Timeout = 120_000)]
    public async Task A_shell_reads_back_every_character()
    {
        // Every ASCII character but NUL, alone and between letters; some words that mean something to a shell.
        var words = Enumerable.Range(1, 127).SelectMany(c => (string[])[$"{(char)c}", $"a{(char)c}b"])
            .Concat(["", "''", "it's", "$(id)", "`id`", "~", "~root", "A=b", "-n", "*", "{a,b}", "#", "!x", "\\", "if", "é€"]).ToList();

        var shell = await Cli.Wrap("sh").WithArguments(["-c", RemoteShell.Quote(["printf", @"%s\001\n", .. words])])
            .ExecuteBufferedAsync(TestContext.Current.CancellationToken);

        shell.StandardOutput.Split("\u0001\n").SkipLast(1).Should().Equal(words);
    }

    // Inside single quotes tcsh takes no line break and reads "!", and fish reads a backslash.
    [Theory(Timeout = 120_000)]
    [InlineData("sh")]
    [InlineData("tcsh")]
    [InlineData("fish")]
    [InlineData("zsh")]
    public async Task Every_login_shell_passes_on_every_character(string shell)
    {
        string[] words = [.. Enumerable.Range(1, 127).Select(c => $"a{(char)c}b"), "!x", "\\", "a\\'b", "\\\\", "'", "\n\n", "é€"];
        foreach (var part in (string[][])[["plain", "$(id)"], words])
        {
            var line = RemoteShell.Line(["printf", @"%s\001\n", .. part], hasInput: false);
            line.Should().NotContainAny("\n", "!", "\\");
            if (Programs.Find(shell) is null)
                continue;
            var said = await Cli.Wrap(shell).WithArguments(["-c", line]).ExecuteBufferedAsync(TestContext.Current.CancellationToken);
            said.StandardOutput.Split("\u0001\n").SkipLast(1).Should().Equal(part);
        }
    }

    [Fact(Timeout = 120_000)]
    public async Task A_command_that_the_host_can_not_decode_has_failed()
    {
        using var scratch = new Scratch();
        File.CreateSymbolicLink(scratch.File("sh"), "/bin/sh");

        var said = await Cli.Wrap("/bin/sh").WithArguments(["-c", RemoteShell.Line(["echo", "!"], hasInput: false)])
            .WithEnvironmentVariables(x => x.Set("PATH", scratch.Path)).WithValidation(CommandResultValidation.None)
            .ExecuteBufferedAsync(TestContext.Current.CancellationToken);

        said.ExitCode.Should().NotBe(0);
    }

    [Fact(Timeout = 120_000)]
    public async Task A_command_that_looks_like_an_assignment_or_a_keyword_is_a_command()
    {
        foreach (var word in (string[])["A=b", "if", "~", "cd;id"])
        {
            var shell = await Cli.Wrap("sh").WithArguments(["-c", RemoteShell.Quote([word])]).WithValidation(CommandResultValidation.None)
                .ExecuteBufferedAsync(TestContext.Current.CancellationToken);
            shell.ExitCode.Should().Be(127, $"there is no program '{word}'");
        }
    }

    [Fact]
    public void What_no_argument_can_hold_is_refused()
    {
        ((Action)(() => RemoteShell.Quote(["a\0b"]))).Should().Throw<ArgumentException>();
        ((Action)(() => RemoteShell.Quote([]))).Should().Throw<ArgumentException>();
    }
}
