namespace SpiceTrial.Sessions;

/// <summary>One line of a log that matters.</summary>
/// <param name="Line">By which text it is known.</param>
/// <param name="Time">When, as far as the line's prefix tells.</param>
/// <param name="Source">Whose line it is: the process id of GLib's own prefix, something negative where another prefix tells, else
/// 0.</param>
record struct LogEvent(LogLine Line, LineTime Time, int Source)
{
    /// <summary>A stream's id or, of an OOM, the draws in the tree before or after it (<c>current</c>); -1 where the line is torn
    /// there.</summary>
    public int Number { get; set; } = -1;

    /// <summary>A stream's rectangle; empty where the line is torn there.</summary>
    public Area Area { get; set; }

    /// <summary>A version, a mode, a compression, libvirt's first line, a reason.</summary>
    public string? Text { get; set; }

    public readonly LogEventKind Kind => Line.Kind;
}
