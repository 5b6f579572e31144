using System.Runtime.InteropServices;

namespace SpiceTrial.Lab;

/// <summary>QXLDevInitInfo: the device's answer to get_init_info.</summary>
[StructLayout(LayoutKind.Sequential)]
struct InitInfo
{
    public uint MemorySlotGroups, MemorySlots;
    public byte GenerationBits, IdBits;
    public uint RamSize;
    public byte InternalGroup;
    public uint Surfaces;
}
