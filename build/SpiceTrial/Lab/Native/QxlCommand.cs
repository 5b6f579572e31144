using System.Runtime.InteropServices;

namespace SpiceTrial.Lab;

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
