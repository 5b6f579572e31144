namespace SpiceTrial.Lab;

/// <summary>QXLDevInitInfo: the device's answer to get_init_info.</summary>
struct InitInfo
{
    public uint MemorySlotGroups, MemorySlots;
    public byte GenerationBits, IdBits;
    public uint RamSize;
    public byte InternalGroup;
    public uint Surfaces;
}
