using Serilog.Core;
using Serilog.Events;

namespace Nuke.Common.Output;

/// <summary>Keeps warnings and errors for the end, where a CI host folds what a target printed.</summary>
sealed class RepeatedEvents : ILogEventSink
{
    readonly List<string> lines = [];

    internal IReadOnlyList<string> Lines => lines;

    public void Emit(LogEvent logEvent)
    {
        if (logEvent.Level >= LogEventLevel.Warning)
            lines.Add($"[{(logEvent.Level == LogEventLevel.Warning ? "WRN" : "ERR")}] {logEvent.RenderMessage()}");
    }
}
