namespace SpiceTrial.Lab;

/// <summary>The numbers of the SPICE protocol 2.2 that the client needs (spice/protocol.h and spice/enums.h of spice-protocol
/// 0.14).</summary>
static class SpiceProtocol
{
    public const uint Major = 2, Minor = 2;
    public const byte MainChannel = 1, DisplayChannel = 2;

    /// <summary>SPICE_TICKET_PUBKEY_BYTES: an RSA key of 1024 bits as SubjectPublicKeyInfo.</summary>
    public const int PublicKeyBytes = 162;

    /// <summary>SPICE_COMMON_CAP_*: bits of the capabilities that every channel has.</summary>
    public const int AuthSelection = 0, AuthSpice = 1, MiniHeader = 3;

    /// <summary>SPICE_MAX_NUM_STREAMS: stream ids are below it.</summary>
    public const uint MaxStreams = 64;

    /// <summary>Magic of the link messages: REDQ.</summary>
    public static ReadOnlySpan<byte> Magic => "REDQ"u8;

    /// <summary>SPICE_VIDEO_CODEC_TYPE_*, as reports name them.</summary>
    public static string Codec(byte type) =>
        type switch { 1 => "mjpeg", 2 => "vp8", 3 => "h264", 4 => "vp9", 5 => "h265", _ => $"unknown ({type})" };
}
