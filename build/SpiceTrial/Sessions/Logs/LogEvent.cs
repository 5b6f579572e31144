namespace SpiceTrial.Sessions;

/// <summary>One line of a log that matters.</summary>
/// <param name="Kind">What it says.</param>
/// <param name="Time">When, as far as the line's prefix tells.</param>
/// <param name="Process">The process id of GLib's own prefix, else 0.</param>
/// <param name="Number">A stream's id or, of an OOM, the draws in the tree before or after it (<c>current</c>); -1 where the line is torn
/// there.</param>
/// <param name="Area">A stream's rectangle; empty where the line is torn there.</param>
/// <param name="Text">A version, a mode, a compression, libvirt's first line, a reason.</param>
readonly record struct LogEvent(LogEventKind Kind, LineTime Time, int Process, int Number = -1, Area Area = default, string? Text = null)
{
    /// <summary>A spice-server wrote it.</summary>
    public bool IsOfServer => Kind is not (LogEventKind.DomainStarts or LogEventKind.ModeArgument or LogEventKind.SpiceArgument
        or LogEventKind.Ends or LogEventKind.Fails or LogEventKind.Synthetic);
}
