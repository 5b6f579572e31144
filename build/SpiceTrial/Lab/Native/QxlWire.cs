using System.Runtime.InteropServices;

namespace SpiceTrial.Lab.Native;

/// <summary>A rectangle on the wire: QXLRect of qxl_dev.h, which starts with top.</summary>
[StructLayout(LayoutKind.Sequential, Pack = 1)]
struct QxlRect
{
    public int Top, Left, Bottom, Right;
}

/// <summary>QXLCommandExt: which command comes next and where it is.</summary>
[StructLayout(LayoutKind.Sequential, Pack = 1)]
struct QxlCommand
{
    public const uint Draw = 1;

    public ulong Data;
    public uint Type;
    public uint Padding;
    public uint Group;
    public uint Flags;
}

/// <summary>QXLReleaseInfoExt: what the server gives back. It is passed by value and therefore not packed.</summary>
[StructLayout(LayoutKind.Sequential)]
unsafe struct QxlRelease
{
    public ulong* Info;
    public uint Group;
}

/// <summary>QXLDrawable with a QXLCopy as its operation; only the fields that an opaque copy needs.</summary>
[StructLayout(LayoutKind.Explicit, Pack = 1, Size = 191)]
unsafe struct QxlDrawable
{
    public const byte OpaqueEffect = 1;
    public const byte Copy = 3;
    public const ushort Put = 8;

    /// <summary>QXLReleaseInfo: comes back when the server is done with the draw.</summary>
    [FieldOffset(0)] public ulong ReleaseId;
    [FieldOffset(8)] public uint Surface;
    [FieldOffset(12)] public byte Effect;
    [FieldOffset(13)] public byte Type;
    [FieldOffset(31)] public QxlRect Box;

    /// <summary>Surfaces that the draw depends on; -1 is none.</summary>
    [FieldOffset(63)] public fixed int Dependencies[3];
    [FieldOffset(123)] public ulong Source;
    [FieldOffset(131)] public QxlRect SourceArea;
    [FieldOffset(147)] public ushort Operation;
}

/// <summary>QXLImage with a QXLBitmap.</summary>
[StructLayout(LayoutKind.Explicit, Pack = 1, Size = 48)]
struct QxlImage
{
    public const byte Bitmap = 0;

    /// <summary>32 bits a pixel, the highest byte unused.</summary>
    public const byte Format32 = 8;

    /// <summary>QXL_BITMAP_DIRECT and QXL_BITMAP_TOP_DOWN: the pixels stand in one piece at the address.</summary>
    public const byte DirectTopDown = 5;

    /// <summary>QXL_BITMAP_UNSTABLE: the guest may change the pixels at any time, so the server does not look at them beforehand.</summary>
    public const byte Unstable = 2;

    [FieldOffset(0)] public ulong Id;
    [FieldOffset(8)] public byte Type;
    [FieldOffset(10)] public uint Width;
    [FieldOffset(14)] public uint Height;
    [FieldOffset(18)] public byte Format;
    [FieldOffset(19)] public byte Flags;
    [FieldOffset(20)] public uint BitmapWidth;
    [FieldOffset(24)] public uint BitmapHeight;
    [FieldOffset(28)] public uint Stride;
    [FieldOffset(40)] public ulong Pixels;
}
