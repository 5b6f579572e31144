namespace SpiceTrial.Artifacts;

/// <summary>Names for addresses that stay when code moves: the symbol, else the section, with the distance from its start.</summary>
sealed class AddressNames(SymbolTable symbols, IReadOnlyList<ElfSection> sections)
{
    public string Of(long address) => symbols.Describe(address)
        ?? (sections.FirstOrDefault(x => x.IsLoaded && address >= x.Address && address < x.Address + x.Size) is { } section
            ? $"{section.Name}+{address - section.Address:x}" : $"0x{address:x}");
}
