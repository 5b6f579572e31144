using System.ComponentModel.DataAnnotations;
using SpiceTrial.Sessions;
using YamlDotNet.Serialization;

namespace SpiceTrial.Lab;

/// <summary>A load that the lab puts on the server; docs/lab-scenarios.md describes the file. Default values are those of the measured
/// figures.</summary>
public sealed record Scenario
{
    /// <summary>The file's name without its ending.</summary>
    [YamlIgnore]
    public required string Name { get; init; }

    /// <summary>One sentence for reports.</summary>
    public string About { get; init; } = "";

    /// <summary>Keys that a sweep changed, with their values; empty for a scenario as it stands in its file.</summary>
    [YamlIgnore]
    public IReadOnlyList<KeyValuePair<string, string>> Changes { get; init; } = [];

    /// <summary>Length of a run in virtual seconds. Default: 37.5, which is three plays.</summary>
    [Range(1.0, 3600)]
    public double Seconds { get; init; } = 37.5;

    /// <summary>Size of the primary surface. Default: 1920x1440.</summary>
    [Range(1, Size.Largest)]
    public Size Surface { get; init; } = new(1920, 1440);

    /// <summary>The server's <c>streaming-video</c>. Default: filter.</summary>
    public StreamingMode Mode { get; init; } = StreamingMode.Filter;

    /// <summary>How the server compresses pictures for a client; without a client it changes nothing. Default: auto-glz, as
    /// spice-server.</summary>
    public ImageCompression Compression { get; init; } = ImageCompression.AutoGlz;

    /// <summary>Of the display device of a real guest; the lab's own guest runs out of memory as <see cref="Oom"/> says.</summary>
    public DisplayMemory Memory { get; init; } = new();

    /// <summary>What a real guest runs (Rehearse). Default: synthetic.</summary>
    public GuestKind Guest { get; init; }

    public VideoLoad Video { get; init; } = new();

    public IReadOnlyList<ChromeLoad> Chrome { get; init; } = [];

    public OomLoad Oom { get; init; } = new();

    public FlushAnswers Flush { get; init; } = new();
}
