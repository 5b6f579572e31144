using System.Diagnostics;
using FluentAssertions;
using Xunit;

namespace SpiceTrial.EndToEnd.Processes;

/// <summary>However a run ends, nothing that it started goes on.</summary>
public sealed class EndingTests : IDisposable
{
    // A child of a child, which no parent waits for.
    const string Family = "sh -c 'sleep 1000 & echo $! >\"$0\"; wait' \"$1\" & wait";

    readonly Scratch scratch = new();

    static CancellationToken Token => TestContext.Current.CancellationToken;

    string IdFile => scratch.File("id");

    [Fact(Timeout = 120_000)]
    public async Task A_program_that_takes_too_long_is_ended_with_its_grandchildren()
    {
        var running = () => Programs.RunAsync(
            new("sh", "-c", Family, "sh", IdFile) { Timeout = TimeSpan.FromSeconds(5), Hint = "wait longer" }, Token);

        var error = (await running.Should().ThrowAsync<TrialException>()).Which;

        error.What.Should().Be("sh did not end within 5 s and was ended");
        error.Hint.Should().Be("wait longer");
        (await EndedAsync()).Should().BeTrue();
    }

    [Fact(Timeout = 120_000)]
    public async Task A_cancelled_run_ends_the_grandchildren_too()
    {
        using var cancel = new CancellationTokenSource();
        var running = Programs.RunAsync(new("sh", "-c", Family, "sh", IdFile), cancel.Token);
        await LiveProcess.IdFromAsync(IdFile, Token);

        await cancel.CancelAsync();

        var waiting = () => running;
        await waiting.Should().ThrowAsync<OperationCanceledException>();
        (await EndedAsync()).Should().BeTrue();
    }

    [Fact(Timeout = 120_000)]
    public async Task A_program_that_ignores_the_polite_signal_is_killed()
    {
        var watch = Stopwatch.StartNew();
        var running = () => Programs.RunAsync(
            new("sh", "-c", "trap '' TERM; echo $$ >\"$1\"; while :; do sleep 1; done", "sh", IdFile) { Timeout = TimeSpan.FromSeconds(4) },
            Token);

        await running.Should().ThrowAsync<TrialException>();

        watch.Elapsed.Should().BeLessThan(TimeSpan.FromSeconds(50));
        (await EndedAsync()).Should().BeTrue();
    }

    [Fact(Timeout = 120_000)]
    public async Task A_polite_program_has_time_to_clean_up()
    {
        var cleaned = scratch.File("cleaned");
        var running = () => Programs.RunAsync(
            new("sh", "-c", "trap 'sleep 1; echo yes >\"$2\"; exit' TERM; echo $$ >\"$1\"; sleep 1000 & wait", "sh", IdFile, cleaned) {
                Timeout = TimeSpan.FromSeconds(4) }, Token);

        await running.Should().ThrowAsync<TrialException>();

        File.Exists(cleaned).Should().BeTrue();
    }

    [Fact(Timeout = 120_000)]
    public async Task What_a_program_leaves_in_the_background_ends_with_it()
    {
        var result = await Programs.RunAsync(new("sh", "-c", "sleep 1000 & echo $! >\"$1\"; echo done", "sh", IdFile), Token);

        result.ExitCode.Should().Be(0);
        result.Output.Should().Be("done\n");
        (await EndedAsync()).Should().BeTrue();
    }

    [Fact(Timeout = 120_000)]
    public async Task When_the_tool_is_killed_with_SIGKILL_its_programs_end()
    {
        // The first part of the pipe stands for the tool: it holds the lifeline's other end and does nothing when it dies.
        var (program, arguments) = Lifeline.Wrap(new("sh", "-c", Family, "sh", IdFile));
        using var shell = Process.Start(new ProcessStartInfo("bash",
            ["-c", "(echo $BASHPID >\"$0\"; exec sleep 1000) | exec \"$@\"", scratch.File("tool"), program, .. arguments]))!;
        var tool = await LiveProcess.IdFromAsync(scratch.File("tool"), Token);
        var grandchild = await LiveProcess.IdFromAsync(IdFile, Token);
        LiveProcess.IsRunning(grandchild).Should().BeTrue();

        using (var process = Process.GetProcessById(tool))
            process.Kill();

        (await EndedAsync()).Should().BeTrue();
        await shell.WaitForExitAsync(Token);
    }

    [Fact(Timeout = 120_000)]
    public async Task A_program_that_holds_the_lifeline_sees_it_end()
    {
        var call = new ProgramCall("sh", "-c", "trap '' TERM; echo $$ >\"$1\"; cat >/dev/null; echo end >\"$2\"", "sh", IdFile,
            scratch.File("end")) { HoldsLifeline = true };
        using var cancel = new CancellationTokenSource();
        var running = Programs.RunAsync(call, cancel.Token);
        await LiveProcess.IdFromAsync(IdFile, Token);

        await cancel.CancelAsync();

        var waiting = () => running;
        await waiting.Should().ThrowAsync<OperationCanceledException>();
        File.Exists(scratch.File("end")).Should().BeTrue();
    }

    public void Dispose() => scratch.Dispose();

    async Task<bool> EndedAsync() =>
        await LiveProcess.EndsWithinAsync(await LiveProcess.IdFromAsync(IdFile, Token), TimeSpan.FromSeconds(10), Token);
}
