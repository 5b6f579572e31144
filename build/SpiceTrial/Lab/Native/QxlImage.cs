using System.Runtime.InteropServices;

namespace SpiceTrial.Lab;

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
