using Nuke.Common.Execution;
using Serilog;
using Serilog.Events;
using Serilog.Sinks.SystemConsole.Themes;

namespace Nuke.Common.Output;

/// <summary>All that the host prints, on standard output, in the form that the CI host folds and annotates.</summary>
sealed class BuildOutput : IDisposable
{
    readonly TextWriter writer;
    readonly Host host;
    readonly RepeatedEvents repeated = new();

    internal BuildOutput(Verbosity verbosity, Host host, TextWriter writer)
    {
        (this.writer, this.host) = (writer, host);
        var exceptions = verbosity == Verbosity.Verbose ? "{NewLine}{Exception}" : "{NewLine}";
        var configuration = new LoggerConfiguration()
            .MinimumLevel.Is(verbosity switch
            {
                Verbosity.Verbose => LogEventLevel.Verbose,
                Verbosity.Normal => LogEventLevel.Information,
                Verbosity.Minimal => LogEventLevel.Warning,
                _ => LogEventLevel.Error,
            })
            .WriteTo.Console(outputTemplate: "{Timestamp:HH:mm:ss} [{Level:u3}] {Message:l}" + exceptions,
                theme: Console.IsOutputRedirected ? ConsoleTheme.None : AnsiConsoleTheme.Literate)
            .WriteTo.Sink(repeated);
        Log.Logger = (host.IsGitHub ? configuration.WriteTo.Sink(new GitHubAnnotations(writer)) : configuration).CreateLogger();
    }

    internal void Logo() => writer.WriteLine("Stand-in for NUKE 10.1.0 (docs/decisions/0001-build-host.md)");

    /// <summary>Everything until the result is disposed belongs to the target.</summary>
    internal IDisposable Block(string target)
    {
        writer.WriteLine(host.IsGitHub ? $"::group::{target}" : $"{Environment.NewLine}== {target} ==");
        return new Closing(host.IsGitHub ? () => writer.WriteLine("::endgroup::") : () => { });
    }

    internal static void Error(Exception exception) => Log.Error(exception, "{Message:l}", exception.Message);

    /// <summary>Warnings and errors once more that are easily missed above, the summary, and the outcome; each where the build class
    /// has not left it out.</summary>
    internal void Finish(IReadOnlyCollection<ExecutableTarget> plan, Func<DefaultOutput, bool> isShown)
    {
        writer.WriteLine();
        if (isShown(DefaultOutput.ErrorsAndWarnings) && repeated.Lines is { Count: > 0 } lines)
        {
            writer.WriteLine("Errors and warnings:");
            foreach (var line in lines)
                writer.WriteLine($"  {line}");
        }

        if (isShown(DefaultOutput.TargetOutcome))
            SummaryPage.Write(writer, plan);
        if (isShown(DefaultOutput.BuildOutcome))
            writer.WriteLine(SummaryPage.HasFailed(plan) ? "Build failed" : "Build succeeded");
        if (host.IsGitHub && Environment.GetEnvironmentVariable("GITHUB_STEP_SUMMARY") is { Length: > 0 } page)
            File.AppendAllText(page, SummaryPage.Markdown(plan));
        writer.Flush();
    }

    public void Dispose()
    {
        Log.CloseAndFlush();
        writer.Flush();
    }

    sealed class Closing(Action close) : IDisposable
    {
        public void Dispose() => close();
    }
}
