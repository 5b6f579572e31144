namespace SpiceTrial.Sessions.Logs;

enum LogEventKind : byte
{
    /// <summary>libvirt starts the domain: a new process.</summary>
    DomainStarts,

    /// <summary>The first line that a spice-server writes in a new process.</summary>
    ServerSetUp,

    /// <summary>spice-server says its version.</summary>
    ServerStarts,

    Mode,

    /// <summary>The mode as libvirt passed it to qemu.</summary>
    ModeArgument,

    /// <summary>libvirt passed qemu a SPICE server; its text is the compression of pictures named there, else qemu's default.</summary>
    SpiceArgument,

    /// <summary>A client prefers a compression of pictures, which is then the one that is used.</summary>
    Compression,

    /// <summary>A client opens the display.</summary>
    ClientConnects,

    Oom,

    /// <summary>OOM2: what the OOM left in the tree.</summary>
    OomHandled,
    Eviction,
    Create,
    Stop,

    /// <summary>The guest set a mode: it boots, is resized, or its display server starts again.</summary>
    Surface,

    /// <summary>Why the process ended, in libvirt's or qemu's words.</summary>
    Ends,

    /// <summary>An assertion failed, which ends the process.</summary>
    Fails,

    /// <summary>The log says of itself that it was generated.</summary>
    Synthetic,
}

/// <summary>One line of a log that matters.</summary>
/// <param name="Kind">What it says.</param>
/// <param name="Time">When, as far as the line's prefix tells.</param>
/// <param name="Process">The process id of GLib's own prefix, else 0.</param>
/// <param name="Number">A stream's id or, of an OOM, the draws in the tree before or after it (<c>current</c>); -1 where the line is torn there.</param>
/// <param name="Area">A stream's rectangle; empty where the line is torn there.</param>
/// <param name="Text">A version, a mode, a compression, libvirt's first line, a reason.</param>
readonly record struct LogEvent(LogEventKind Kind, LineTime Time, int Process, int Number = -1, Area Area = default, string? Text = null)
{
    /// <summary>A spice-server wrote it.</summary>
    public bool IsOfServer => Kind is not (LogEventKind.DomainStarts or LogEventKind.ModeArgument or LogEventKind.SpiceArgument or LogEventKind.Ends or LogEventKind.Fails or LogEventKind.Synthetic);
}

/// <summary>A rectangle of the screen, in pixels.</summary>
readonly record struct Area(int Left, int Top, int Width, int Height)
{
    public int Right => Left + Width;

    public int Bottom => Top + Height;

    public long Pixels => (long)Width * Height;

    /// <summary>Whether the two share a whole edge, so that together they are a rectangle again.</summary>
    public bool Tiles(Area other) =>
        (Left == other.Left && Width == other.Width && (Bottom == other.Top || other.Bottom == Top))
        || (Top == other.Top && Height == other.Height && (Right == other.Left || other.Right == Left));

    public Area With(Area other)
    {
        var left = Math.Min(Left, other.Left);
        var top = Math.Min(Top, other.Top);
        return new(left, top, Math.Max(Right, other.Right) - left, Math.Max(Bottom, other.Bottom) - top);
    }
}
