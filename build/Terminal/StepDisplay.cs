using Serilog;
using Spectre.Console;

namespace SpiceTrial.Terminal;

/// <summary>
/// Long steps with a known count: a bar on a terminal that a person looks at, a line per tenth in a log file and in CI.
/// </summary>
public sealed class StepDisplay(bool isInteractive)
{
    readonly Lock gate = new();
    (Task Shown, TaskCompletionSource Finished, ProgressContext Context)? bar;
    ProgressTask? task;
    string? current;
    int lastTenth;

    /// <summary>Whether somebody watches this output as it comes.</summary>
    public static bool IsWatched => !Console.IsOutputRedirected && AnsiConsole.Profile.Capabilities.Interactive
        && Environment.GetEnvironmentVariable("CI") is null or "";

    public void Show(int done, int all, string what)
    {
        // Installing counts too, to one: nothing to watch.
        if (all < 2)
            return;
        lock (gate)
        {
            if (isInteractive)
                Draw(done, all, what);
            else
                Write(done, all, what);
        }
    }

    /// <summary>Takes the bar away, so that a line can be written; the next step draws a new one.</summary>
    public void End()
    {
        lock (gate)
        {
            (current, lastTenth) = (null, 0);
            if (bar is not { } shown)
                return;
            bar = null;
            shown.Finished.SetResult();
            shown.Shown.GetAwaiter().GetResult();
        }
    }

    void Write(int done, int all, string what)
    {
        var tenth = done * 10 / all;
        if (what != current)
            (current, lastTenth) = (what, 0);
        if (tenth > lastTenth)
            Log.Information("{What:l} {Done}/{All}", what, done, all);
        lastTenth = tenth;
    }

    void Draw(int done, int all, string what)
    {
        bar ??= Start();
        if (what != current)
            task = bar.Value.Context.AddTask(Markup.Escape(what), maxValue: all);
        current = what;
        task!.MaxValue(all).Value(done);
    }

    static (Task, TaskCompletionSource, ProgressContext) Start()
    {
        var finished = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var opened = new TaskCompletionSource<ProgressContext>(TaskCreationOptions.RunContinuationsAsynchronously);
        var shown = AnsiConsole.Progress()
            .AutoClear(enabled: true)
            .Columns(
                new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new ElapsedTimeColumn(), new SpinnerColumn())
            .StartAsync(async context =>
            {
                opened.SetResult(context);
                await finished.Task;
            });
        return (shown, finished, opened.Task.GetAwaiter().GetResult());
    }
}
