using Serilog.Core;
using Serilog.Events;

namespace Nuke.Common.Output;

/// <summary>Warnings and errors as annotations of a GitHub run.</summary>
sealed class GitHubAnnotations(TextWriter writer) : ILogEventSink
{
    public void Emit(LogEvent logEvent)
    {
        if (logEvent.Level < LogEventLevel.Warning)
            return;
        var text = logEvent.RenderMessage()
            .Replace("%", "%25", StringComparison.Ordinal)
            .Replace("\r", "", StringComparison.Ordinal)
            .Replace("\n", "%0A", StringComparison.Ordinal);
        writer.WriteLine(logEvent.Level == LogEventLevel.Warning ? $"::warning::{text}" : $"::error::{text}");
    }
}
