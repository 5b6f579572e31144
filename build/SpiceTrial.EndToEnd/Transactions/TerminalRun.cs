using System.Collections.Concurrent;
using System.Diagnostics;
using SpiceTrial.EndToEnd.Chain;
using Xunit;

namespace SpiceTrial.EndToEnd.Transactions;

/// <summary>A run of the launcher on a terminal, where somebody types what they are asked for.</summary>
static class TerminalRun
{
    static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <param name="project">Where.</param>
    /// <param name="answers">What is typed when a question that contains the first comes.</param>
    /// <param name="arguments">Of the launcher.</param>
    /// <returns>The exit code, and all that the terminal showed.</returns>
    public static async Task<(int ExitCode, string Shown)> TypeAsync(
        Project project, IReadOnlyList<(string Question, string Answer)> answers, params IReadOnlyList<string> arguments)
    {
        // script(1) gives it a terminal, and types what comes on its own input.
        var words = ShellWords.Join(["bash", .. project.Words(arguments)]);
        var start = new ProcessStartInfo("script", ["--quiet", "--return", "--command", words, "/dev/null"]) {
            RedirectStandardInput = true, RedirectStandardOutput = true, WorkingDirectory = "/" };
        foreach (var (name, value) in project.Environment)
            start.Environment[name] = value;
        start.Environment["TERM"] = "xterm";
        using var process = Process.Start(start)!;
        var shown = new ConcurrentQueue<string>();
        var reading = ReadAsync(process.StandardOutput, shown);
        try
        {
            var typed = answers.Select(_ => 0).ToList();
            for (; !process.HasExited; await Task.Delay(50, Token))
            {
                var screen = string.Concat(shown);
                foreach (var ((question, answer), i) in answers.Select((x, i) => (x, i)))
                {
                    if (screen.Split(question).Length - 1 <= typed[i])
                        continue;
                    typed[i]++;
                    await process.StandardInput.WriteAsync((answer + "\r").AsMemory(), Token);
                    await process.StandardInput.FlushAsync(Token);
                }
            }
        }
        finally
        {
            if (!process.HasExited)
                process.Kill(entireProcessTree: true);
        }

        await reading;
        return (process.ExitCode, string.Concat(shown));
    }

    static async Task ReadAsync(StreamReader output, ConcurrentQueue<string> shown)
    {
        var buffer = new char[4096];
        while (await output.ReadAsync(buffer, Token) is > 0 and var count)
            shown.Enqueue(new(buffer, 0, count));
    }
}
