namespace SpiceTrial.Lab;

/// <summary>SPICE_MSG_*: what the server sends. Numbers above 100 mean something else on each channel.</summary>
static class FromServer
{
    public const ushort SetAck = 3, Ping = 4, Disconnecting = 6;

    public const ushort MainInit = 103;

    public const ushort StreamCreate = 122, StreamData = 123, StreamDestroy = 125, StreamDestroyAll = 126;

    /// <summary>DRAW_FILL to DRAW_ALPHA_BLEND; all start with surface and rectangle.</summary>
    public const ushort FirstDraw = 302, LastDraw = 313;

    public const ushort SurfaceCreate = 314, SurfaceDestroy = 315, StreamDataSized = 316;
}
