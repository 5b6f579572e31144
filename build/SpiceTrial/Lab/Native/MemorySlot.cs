using System.Runtime.InteropServices;

namespace SpiceTrial.Lab;

/// <summary>QXLDevMemSlot: addresses that commands may name.</summary>
[StructLayout(LayoutKind.Sequential)]
struct MemorySlot
{
    public uint Group, Id, Generation;
    public nuint Start, End;
    public ulong Delta;
    public uint RamSize;
}
