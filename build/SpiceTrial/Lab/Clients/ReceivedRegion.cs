namespace SpiceTrial.Lab;

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
public sealed record ReceivedRegion(
    int Width, int Height, int Left, int Top, string Codec, int Creates, int Destroys, int Frames, long Bytes);
