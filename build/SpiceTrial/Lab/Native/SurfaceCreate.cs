namespace SpiceTrial.Lab;

/// <summary>QXLDevSurfaceCreate: the primary surface.</summary>
struct SurfaceCreate
{
    /// <summary>SPICE_SURFACE_FMT_32_xRGB.</summary>
    public const uint Format32 = 32;

    public uint Width, Height;
    public int Stride;
    public uint Format, Position, MouseMode, Flags, Type;
    public ulong Memory;
    public uint Group;
}
