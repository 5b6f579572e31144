namespace SpiceTrial.Lab;

/// <summary>QXLDevMemSlot: addresses that commands may name.</summary>
struct MemorySlot
{
    public uint Group, Id, Generation;
    public nuint Start, End;
    public ulong Delta;
    public uint RamSize;
}
