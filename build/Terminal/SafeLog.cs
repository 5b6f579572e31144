using Serilog;
using Serilog.Core;
using Serilog.Events;
using Serilog.Parsing;

namespace SpiceTrial.Terminal;

/// <summary>Stands before the log of the build host, whichever it is: what hosts, archives and programs said is printed as text, whoever
/// forgot to make it so.</summary>
public sealed class SafeLog(ILogger inner) : ILogEventSink, IDisposable
{
    static readonly MessageTemplateParser Templates = new();

    /// <summary>From now on everything goes through here.</summary>
    public static void Guard() =>
        Log.Logger = new LoggerConfiguration().MinimumLevel.Verbose().WriteTo.Sink(new SafeLog(Log.Logger)).CreateLogger();

    public void Emit(LogEvent logEvent)
    {
        // What the person ended has not failed.
        if (logEvent.Exception is OperationCanceledException or TrialException { Status: ExitStatus.Cancelled }
            && FailureStatus.Of(logEvent.Exception) == ExitStatus.Cancelled)
            return;
        inner.Write(new LogEvent(
            logEvent.Timestamp, logEvent.Level, Safe(logEvent.Exception), Templates.Parse(Text(logEvent.MessageTemplate.Text)),
            logEvent.Properties.Select(x => new LogEventProperty(x.Key, Safe(x.Value)))));
    }

    public void Dispose() => (inner as IDisposable)?.Dispose();

    static string Text(string text) => Printable.Lines(Standpoint.Commands(text));

    static Exception? Safe(Exception? error) =>
        error?.ToString() is { } text && Text(text) is var safe && safe != text ? new TrialException(safe, cause: null) : error;

    static LogEventPropertyValue Safe(LogEventPropertyValue value) =>
        value is ScalarValue { Value: string text } ? new ScalarValue(Text(text))
        : value.ToString() is var other && Text(other) is var safe && safe != other ? new ScalarValue(safe) : value;
}
