using System.Diagnostics;
using FluentAssertions;
using Xunit;

namespace SpiceTrial.EndToEnd.BuildHost;

/// <summary>Questions on a terminal of script(1), with what a person types.</summary>
public sealed class QuestionTests : IDisposable
{
    readonly SampleBuild build = new();

    static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => build.Dispose();

    [Theory(Timeout = 120_000)]
    [InlineData("yes\r", "went on", 0)]
    [InlineData("Y\r", "went on", 0)]
    [InlineData("no\r", "nothing was changed", 130)]
    [InlineData("\r", "nothing was changed", 130)]
    [InlineData("\u0003", "nothing was changed", 130)]
    [InlineData("perhaps\ryes\r", "yes or no", 0)]
    public async Task Are_answered_with_words_or_letters_and_Ctrl_C_is_no(string typed, string shown, int exitCode)
    {
        // A shell that starts these tests in the background has its programs ignore the signal.
        var start = new ProcessStartInfo("env",
            ["--default-signal=INT", "script", "--quiet", "--return", "--command",
                ShellWords.Join(["dotnet", SampleBuild.Program, "Asks"]), "/dev/null"])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            WorkingDirectory = build.Root,
            Environment = { ["SAMPLE"] = "guarded", ["TERM"] = "xterm", ["CI"] = null, ["GITHUB_ACTIONS"] = null },
        };
        using var process = Process.Start(start)!;
        try
        {
            var (screen, buffer) = ("", new char[4096]);
            var isTyped = false;
            while (await process.StandardOutput.ReadAsync(buffer, Token) is > 0 and var count)
            {
                screen += new string(buffer, 0, count);
                if (isTyped || !screen.Contains("[yes/No]", StringComparison.Ordinal))
                    continue;
                isTyped = true;
                await process.StandardInput.WriteAsync(typed.AsMemory(), Token);
                await process.StandardInput.FlushAsync(Token);
            }

            await process.WaitForExitAsync(Token);
            screen.Should().Contain(shown).And.NotContain("ERR").And.NotContain("ailed");
            process.ExitCode.Should().Be(exitCode, screen);
        }
        finally
        {
            if (!process.HasExited)
                process.Kill(entireProcessTree: true);
        }
    }
}
