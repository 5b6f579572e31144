namespace SpiceTrial.Lab;

/// <summary>What a client on loopback received on the display channel.</summary>
/// <param name="Regions">By rectangle and codec of the streams.</param>
public sealed record ReceivedFigures(IReadOnlyList<ReceivedRegion> Regions)
{
    /// <summary>STREAM_CREATE messages.</summary>
    public int StreamsCreated { get; init; }

    /// <summary>STREAM_DESTROY messages.</summary>
    public int StreamsDestroyed { get; init; }

    /// <summary>STREAM_DATA messages.</summary>
    public int Frames { get; init; }

    /// <summary>Encoded bytes in them.</summary>
    public long FrameBytes { get; init; }

    /// <summary>Frames whose picture is not what its stream announced.</summary>
    public int DamagedFrames { get; init; }

    /// <summary>DRAW messages, of which most are DRAW_COPY: pictures that were not streamed.</summary>
    public int Draws { get; init; }

    /// <summary>Bytes received on the channel, all in all.</summary>
    public long Bytes { get; init; }

    /// <summary>Why the client stopped before the run's end, or what was wrong with the first damaged frame; <c>null</c>:
    /// nothing.</summary>
    public string? Trouble { get; init; }

    /// <summary>Where the counts are not those of the server's log, in words; empty: they agree.</summary>
    public IReadOnlyList<string> Disagreements { get; init; } = [];
}
