using System.Text.Json.Serialization;

namespace SpiceTrial.Sessions;

/// <summary>What one run of a domain (one qemu process), or one cell of the lab, did. <c>null</c> is "not known", never 0.</summary>
public sealed partial record RunFigures
{
    /// <summary>The session's tag, such as <c>007a-patched</c>; the file's name where there is none.</summary>
    public required string Tag { get; init; }

    public Arm Arm { get; init; } = Arm.Unknown;

    public StreamingMode? Mode { get; init; }

    /// <summary>spice-server's version from its first log line, such as <c>0.15.1</c>.</summary>
    public string? Version { get; init; }

    /// <summary>The first line with a time, in UTC.</summary>
    public DateTimeOffset? Start { get; init; }

    /// <summary>From the first line with a time to the last.</summary>
    public double? DurationSeconds { get; init; }

    /// <summary>
    /// Time in which the guest was drawing: without its boot, without freezes, breaks and what came after the last sign. <c>null</c> where
    /// the log does not show it (no stream and hardly an OOM).
    /// </summary>
    public double? PlaybackSeconds { get; init; }

    /// <summary>Out-of-memory events (OOM1 lines: each has one OOM2, which is not counted).</summary>
    public required int Ooms { get; init; }

    /// <summary>OOMs that evicted draws (<c>display_channel_free_some</c>).</summary>
    public required int FreeSome { get; init; }

    /// <summary>Stream creations, strips counted one by one.</summary>
    public required int Creates { get; init; }

    /// <summary>Stream stops, strips counted one by one.</summary>
    public required int Stops { get; init; }

    /// <summary>Highest number of streams at once; the server has 50 slots.</summary>
    public required int PeakStreams { get; init; }

    public required bool SlotsExhausted { get; init; }

    /// <summary>Whether the log begins with the start of the process and ends with a whole line; <c>null</c> where that can't be
    /// known.</summary>
    public bool? LogComplete { get; init; }

    public IReadOnlyList<Region> Regions { get; init; } = [];

    public IReadOnlyList<Freeze> Freezes { get; init; } = [];

    /// <summary>What could not be known and why, in plain words.</summary>
    public IReadOnlyList<string> Remarks { get; init; } = [];

    /// <summary>When things happened, for plots; <c>null</c> where the log carries no times.</summary>
    public RunTimeline? Timeline { get; init; }

    /// <summary>The video's region, or <c>null</c> where none was streamed.</summary>
    [JsonIgnore]
    public Region? Video => Regions.FirstOrDefault(x => x.Kind == RegionKind.Video);
}
