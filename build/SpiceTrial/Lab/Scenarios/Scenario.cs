using SpiceTrial.Sessions;

namespace SpiceTrial.Lab.Scenarios;

/// <summary>A load that the lab puts on the server; docs/lab-scenarios.md describes the file. Default values are those of the measured figures.</summary>
public sealed record Scenario
{
    /// <summary>The file's name without its ending.</summary>
    public required string Name { get; init; }

    /// <summary>One sentence for reports.</summary>
    public string About { get; init; } = "";

    /// <summary>Keys that a sweep changed, with their values; empty for a scenario as it stands in its file.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Changes { get; init; } = [];

    /// <summary>Length of a run in virtual seconds. Default: 37.5, which is three plays.</summary>
    public double Seconds { get; init; } = 37.5;

    /// <summary>Size of the primary surface. Default: 1920x1440.</summary>
    public Size Surface { get; init; } = new(1920, 1440);

    /// <summary>The server's <c>streaming-video</c>. Default: filter.</summary>
    public StreamingMode Mode { get; init; } = StreamingMode.Filter;

    /// <summary>How the server compresses pictures for a client; without a client it changes nothing. Default: auto-glz, as spice-server.</summary>
    public ImageCompression Compression { get; init; } = ImageCompression.AutoGlz;

    public VideoLoad Video { get; init; } = new();

    public IReadOnlyList<ChromeLoad> Chrome { get; init; } = [];

    public OomLoad Oom { get; init; } = new();

    public FlushAnswers Flush { get; init; } = new();
}

/// <summary>The values of libvirt's <c>image compression</c>, in the order of SpiceImageCompression (spice/enums.h) from 2 on, but for off.</summary>
public enum ImageCompression
{
    AutoGlz,
    AutoLz,
    Quic,
    Glz,
    Lz,
    Off,
}

/// <summary>In pixels.</summary>
public readonly record struct Size(int Width, int Height)
{
    public override string ToString() => $"{Width}x{Height}";
}

/// <summary>A video that is played with pauses.</summary>
public sealed record VideoLoad
{
    /// <summary>Default: 1024x768.</summary>
    public Size Size { get; init; } = new(1024, 768);

    /// <summary>Left edge. Default: 0.</summary>
    public int Left { get; init; }

    /// <summary>Top edge. Default: 0.</summary>
    public int Top { get; init; }

    /// <summary>Frames a second. Default: 30.</summary>
    public double Fps { get; init; } = 30;

    /// <summary>Each frame comes up to this share of the period early or late. Default: 0.</summary>
    public double Jitter { get; init; }

    /// <summary>Default: natural.</summary>
    public Content Content { get; init; } = Content.Natural;

    /// <summary>Seconds of a play. Default: 10.</summary>
    public double Play { get; init; } = 10;

    /// <summary>Seconds between two plays. Default: 2.5.</summary>
    public double Pause { get; init; } = 2.5;
}

/// <summary>What a picture shows, as far as the server's graduality test tells it apart (server/red-parse-qxl and spice-bitmap-utils).</summary>
public enum Content
{
    /// <summary>Smooth colour gradients that move.</summary>
    Natural,

    /// <summary>Two colours in a fine pattern: rated as low graduality, so with <c>filter</c> it never becomes a stream.</summary>
    Text,

    /// <summary>Random colours.</summary>
    Noise,
}

/// <summary>Draws around the video: window decoration, widgets, text.</summary>
public sealed record ChromeLoad
{
    /// <summary>Default: 100x100.</summary>
    public Size Size { get; init; } = new(100, 100);

    /// <summary>How many fixed places are drawn to. Default: 60.</summary>
    public int Places { get; init; } = 60;

    /// <summary>Draws a second over all places, or <c>null</c> when <see cref="PerFrame"/> counts.</summary>
    public double? Rate { get; init; }

    /// <summary>Draws directly after each video frame, and none in pauses; or <c>null</c>.</summary>
    public int? PerFrame { get; init; }

    /// <summary>Each draw comes up to this share of the period early or late. Default: 0.</summary>
    public double Jitter { get; init; }

    /// <summary>With <see cref="Rate"/>: seconds for which it is drawn before each pause. Default: 10.</summary>
    public double Play { get; init; } = 10;

    /// <summary>With <see cref="Rate"/>: seconds between; 0 is no pause. Default: 0.</summary>
    public double Pause { get; init; }

    /// <summary>Default: text.</summary>
    public Content Content { get; init; } = Content.Text;

    /// <summary>Default: round-robin.</summary>
    public PlaceOrder Order { get; init; }

    /// <summary>Default: beside the video.</summary>
    public PlaceWhere Where { get; init; }
}

public enum PlaceOrder
{
    /// <summary>One place after the other.</summary>
    RoundRobin,

    /// <summary>Any place each time.</summary>
    Random,
}

public enum PlaceWhere
{
    BesideVideo,
    OnVideo,
}

/// <summary>When the guest runs out of memory.</summary>
public sealed record OomLoad
{
    /// <summary>Default: never.</summary>
    public OomWhen When { get; init; }

    /// <summary>A second; for before-frame, periodic and poisson.</summary>
    public double Rate { get; init; }

    /// <summary>Milliseconds for which each OOM stops the guest. Default: 0.</summary>
    public double StallMs { get; init; }

    /// <summary>For the heap: MiB that draws may hold.</summary>
    public double HeapMib { get; init; }

    /// <summary>For the cycle: OOMs before certain frames, again and again.</summary>
    public IReadOnlyList<OomStep> Cycle { get; init; } = [];
}

public enum OomWhen
{
    Never,

    /// <summary>Directly before a video frame, spread evenly over the frames.</summary>
    BeforeFrame,

    /// <summary>At its own clock.</summary>
    Periodic,

    /// <summary>With exponential gaps.</summary>
    Poisson,

    /// <summary>When a draw does not fit into the guest's heap.</summary>
    Heap,

    /// <summary>As a real guest's log shows it: after so many frames, with these answers of the flush.</summary>
    Cycle,
}

/// <summary>One stop of a cycle.</summary>
/// <param name="Frames">Frames since the stop before.</param>
/// <param name="Answers">One OOM for each: whether flushing released something, so that nothing is evicted.</param>
public sealed record OomStep(int Frames, IReadOnlyList<bool> Answers);

/// <summary>What the device answers when an OOM asks it to flush its released resources; only "nothing" leads to an eviction.</summary>
public sealed record FlushAnswers
{
    /// <summary>Default: nothing released.</summary>
    public FlushKind Kind { get; init; }

    /// <summary>For <see cref="FlushKind.Share"/>: share of the flushes that release something.</summary>
    public double Share { get; init; }
}

public enum FlushKind
{
    Nothing,

    /// <summary>As QEMU: released draws are handed back in bunches of 32, a flush hands back what is there (hw/display/qxl.c, interface_flush_resources).</summary>
    Qemu,

    Always,

    /// <summary>Something in a share of the flushes.</summary>
    Share,
}
