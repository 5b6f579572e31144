namespace SpiceTrial.Lab.Clients;

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

    /// <summary>Why the client stopped before the run's end, or what was wrong with the first damaged frame; <c>null</c>: nothing.</summary>
    public string? Trouble { get; init; }

    /// <summary>Where the counts are not those of the server's log, in words; empty: they agree.</summary>
    public IReadOnlyList<string> Disagreements { get; init; } = [];
}

/// <summary>The streams of one rectangle.</summary>
/// <param name="Width">Of the streamed picture, in pixels.</param>
/// <param name="Height">Of the streamed picture, in pixels.</param>
/// <param name="Left">On the surface, in pixels.</param>
/// <param name="Top">On the surface, in pixels.</param>
/// <param name="Codec">Such as <c>mjpeg</c>.</param>
/// <param name="Creates">STREAM_CREATE messages.</param>
/// <param name="Destroys">STREAM_DESTROY messages.</param>
/// <param name="Frames">STREAM_DATA messages.</param>
/// <param name="Bytes">Encoded bytes in them.</param>
public sealed record ReceivedRegion(int Width, int Height, int Left, int Top, string Codec, int Creates, int Destroys, int Frames, long Bytes);
