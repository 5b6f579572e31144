using System.Text.Json.Serialization;

namespace SpiceTrial.Sessions;

/// <content>What follows from the counts, and what only some logs tell.</content>
public sealed partial record RunFigures
{
    /// <summary>OOMs a minute of <see cref="DurationSeconds"/>: as the published figures count.</summary>
    public double? OomsPerMinute => DurationSeconds > 0 ? Ooms / DurationSeconds * 60 : null;

    /// <summary>OOMs a minute of <see cref="PlaybackSeconds"/>, with those outside playback.</summary>
    public double? OomsPerMinuteOfPlayback => PlaybackSeconds > 0 ? Ooms / PlaybackSeconds * 60 : null;

    /// <summary>Share (0 to 1) of the OOMs that evicted draws.</summary>
    public double? FreeSomeShare => Ooms > 0 ? (double)FreeSome / Ooms : null;

    /// <summary>Draws in the tree (<c>current</c>) at each OOM.</summary>
    public Distribution? Current { get; init; }

    /// <summary>The same at those OOMs that evicted draws, and what it means for the ring.</summary>
    public EvictionReach? EvictionReach { get; init; }

    /// <summary>Creates, stops and re-engagements by class of region.</summary>
    public IReadOnlyList<ClassFigures> Classes { get; init; } = [];

    /// <summary>Stretches of drawing, parted by silences of 1.5 s and more, and in how many of them the video was streamed.</summary>
    public PlayFigures? Plays { get; init; }

    /// <summary>How long the video's stream took to come, from the first sign of its play, in seconds. A lower bound: draws leave no
    /// line.</summary>
    public Distribution? SecondsToEngage { get; init; }

    /// <summary>From a stop of the video's stream to its next create, in seconds; pauses in play are in it.</summary>
    public Distribution? SecondsToReEngage { get; init; }

    /// <summary>From the last sign of drawing to the end of the log, where it is long: playback was over, or the guest froze; the log can't
    /// tell.</summary>
    public double? SilenceAtEndSeconds { get; init; }

    /// <summary>
    /// How the process ended, in libvirt's words (<c>destroyed</c>, <c>crashed</c>), <c>signal 15</c>, or <c>assertion</c> where a failed
    /// one is the last that is known, <c>start refused</c> where a port, a disk, a device or a migrated guest was not to be had,
    /// <c>captured</c> where it ran on; <c>null</c> where nothing says it.
    /// </summary>
    public string? Ended { get; init; }

    /// <summary>The process went down by itself: libvirt says so (<c>virDomainShutoffReason</c>), or an assertion failed and ended
    /// it.</summary>
    [JsonIgnore]
    public bool Crashed => Ended is "crashed" or "failed" or FailedAssertion;

    /// <summary>What <see cref="Ended"/> says of a process that an assertion ended.</summary>
    internal const string FailedAssertion = "assertion";

    /// <summary>What <see cref="Ended"/> says of a process that still ran when Capture had copied its log.</summary>
    internal const string Captured = "captured";

    internal const string StartRefused = "start refused";

    /// <summary>Starts of the domain just before it that never came to a spice-server's line, unless refused or without debug
    /// logging.</summary>
    public int FailedStarts { get; init; }

    /// <summary>Silences in playback that are like the run's other pauses, in seconds each: neither playback nor freezes.</summary>
    public IReadOnlyList<double> Pauses { get; init; } = [];

    /// <summary>Versions of what ran on the host, from libvirt's line.</summary>
    public HostVersions? Host { get; init; }

    /// <summary>Live, or test: captured on a test host, which is no evidence of a real one; <c>null</c> where nothing says it.</summary>
    public Origin? Origin { get; init; }

    /// <summary>
    /// Whether a guest drew: <c>false</c> where the server's first line stands in a whole log without those that qemu and libvirt write
    /// before it, so that a program drove the library, as the lab does.
    /// </summary>
    public bool? HasGuest { get; init; }

    /// <summary>Whether a client opened the display at any time, by the log or because its reports lie beside it.</summary>
    public bool? ClientConnected { get; init; }

    /// <summary>
    /// How pictures are compressed for a client, such as <c>auto_glz</c>: what the client preferred, else what libvirt passed, else what
    /// the domain's XML says. It matters for evictions: with GLZ those first free pictures that only the client's dictionary still holds.
    /// </summary>
    public string? ImageCompression { get; init; }

    /// <summary>What the client's reports say.</summary>
    public ClientFigures? Client { get; init; }

    /// <summary>Frames of the video that the guest's own play log counts (<c>guest-play.jsonl</c>); <c>null</c> without one.</summary>
    public long? FramesPlayed { get; init; }

    /// <summary>The log says of itself that it was generated: never to be taken for a measurement.</summary>
    public bool Synthetic { get; init; }

    /// <summary>Where it was read.</summary>
    public string? Source { get; init; }
}
