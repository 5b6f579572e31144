namespace SpiceTrial.Artifacts;

/// <summary>A section of an ELF file; without content where the file holds none (.bss).</summary>
public sealed record ElfSection(string Name, long Address, long Size, bool IsLoaded, bool IsCode, ReadOnlyMemory<byte> Content);
