using System.Collections.Concurrent;
using System.Diagnostics;
using Xunit;

namespace SpiceTrial.EndToEnd.Chain;

/// <summary>A run of the launcher that goes on while the test does something to it. The launcher becomes the tool: its process id
/// stays.</summary>
sealed class StartedRun : IDisposable
{
    readonly Process process;
    readonly ConcurrentQueue<string> lines = new();

    StartedRun(Process process) => this.process = process;

    public string Output => string.Join('\n', lines);

    public static StartedRun Start(Project project, params IReadOnlyList<string> arguments)
    {
        // Whoever starts the tests in the background has them ignore Ctrl-C, and under nohup a lost terminal, and what they start too.
        var start = new ProcessStartInfo("env", ["--default-signal=INT,HUP", "bash", .. project.Words(arguments)]) {
            RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true, WorkingDirectory = "/" };
        foreach (var (name, value) in project.Environment)
            start.Environment[name] = value;
        var run = new StartedRun(new Process { StartInfo = start });
        run.process.OutputDataReceived += (_, e) => run.Keep(e.Data);
        run.process.ErrorDataReceived += (_, e) => run.Keep(e.Data);
        run.process.Start();
        run.process.BeginOutputReadLine();
        run.process.BeginErrorReadLine();
        return run;
    }

    /// <summary>Waits until the run has said one of these.</summary>
    /// <returns>Which one, from 0.</returns>
    public async Task<int> SaysAsync(params string[] texts)
    {
        while (true)
        {
            // Before the look at what it said: its last line may come together with its end.
            var ended = process.HasExited;
            if (Array.FindIndex(texts, text => lines.Any(x => x.Contains(text, StringComparison.Ordinal))) is >= 0 and var said)
                return said;
            if (ended)
                throw new InvalidOperationException($"the run ended without saying '{string.Join("' or '", texts)}':\n{Output}");
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }
    }

    /// <summary>Waits until the file or folder is there, or the run has ended.</summary>
    public void MakesEntry(string folder, string pattern)
    {
        while (!process.HasExited && !(Directory.Exists(folder) && Directory.EnumerateFileSystemEntries(folder, pattern).Any()))
            Thread.Sleep(1);
    }

    /// <summary>SIGKILL to the tool alone, as the kernel's out-of-memory killer sends it.</summary>
    public async Task KillAsync()
    {
        process.Kill(entireProcessTree: false);
        await ExitAsync();
    }

    public async Task SignalAsync(string signal) => (await Programs.RunAsync(
        new("kill", $"-{signal}", process.Id.ToString()), TestContext.Current.CancellationToken))
            .OrThrow("kill failed");

    public async Task<int> ExitAsync()
    {
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return process.ExitCode;
    }

    public void Dispose()
    {
        if (!process.HasExited)
            process.Kill(entireProcessTree: true);
        process.Dispose();
    }

    void Keep(string? line)
    {
        if (line is not null)
            lines.Enqueue(line);
    }
}
