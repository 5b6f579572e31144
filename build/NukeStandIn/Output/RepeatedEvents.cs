using Serilog.Core;
using Serilog.Events;

namespace Nuke.Common.Output;

/// <summary>Keeps warnings and errors, which are easily missed above, for the end.</summary>
sealed class RepeatedEvents : ILogEventSink
{
    readonly List<string> lines = [];
    int last;

    /// <summary>All of them; without the errors that nothing followed where those can still be seen above.</summary>
    /// <param name="isFolded">On a CI host that folds what a target printed.</param>
    internal IReadOnlyList<string> Lines(bool isFolded) => isFolded ? lines : lines[..^last];

    public void Emit(LogEvent logEvent)
    {
        last = logEvent.Level >= LogEventLevel.Error ? last + 1 : 0;
        if (logEvent.Level >= LogEventLevel.Warning)
            lines.Add($"[{(logEvent.Level == LogEventLevel.Warning ? "WRN" : "ERR")}] {logEvent.RenderMessage()}");
    }
}
