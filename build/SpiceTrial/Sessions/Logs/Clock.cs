namespace SpiceTrial.Sessions;

/// <summary>What the time of a line counts from.</summary>
enum Clock : byte
{
    /// <summary>The prefix is unknown or carries no time.</summary>
    None,

    /// <summary>A date and time in UTC: qemu and libvirt.</summary>
    Utc,

    /// <summary>The time of the day in the zone of the host, without a date: GLib.</summary>
    TimeOfDay,

    /// <summary>Seconds from a start that the line does not name: a test harness.</summary>
    Elapsed,
}
