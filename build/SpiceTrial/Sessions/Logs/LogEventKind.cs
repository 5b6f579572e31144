namespace SpiceTrial.Sessions;

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

    /// <summary>libvirt passed qemu the variable without which a spice-server hardly writes a line.</summary>
    Debugging,

    /// <summary>libvirt passed qemu a guest to take in from elsewhere, which runs when all of it came.</summary>
    Incoming,

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

    /// <summary>An assertion or a condition failed, which ends the process.</summary>
    Fails,

    /// <summary>A port, a disk, memory, a device or a migrated guest that is not to be had: the process could not start, whatever its
    /// library.</summary>
    Refused,

    /// <summary>journald or syslog dropped messages; its number is how many.</summary>
    Dropped,

    /// <summary>The log says of itself that it was generated.</summary>
    Synthetic,
}
