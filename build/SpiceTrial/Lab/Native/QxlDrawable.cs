using System.Runtime.InteropServices;

namespace SpiceTrial.Lab;

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
