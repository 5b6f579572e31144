namespace SpiceTrial.Artifacts;

/// <summary>A library read for comparison: its sections, its code by function, and how each function unwinds.</summary>
sealed record LibraryImage(
    IReadOnlyList<ElfSection> Sections, IReadOnlyDictionary<string, FunctionCode> Functions, IReadOnlyDictionary<string, string> Unwind)
{
    public static async Task<LibraryImage> ReadAsync(string library, string debugFile, CancellationToken cancellationToken)
    {
        var sections = await ElfSection.ReadAllAsync(library, cancellationToken);
        var symbols = await SymbolTable.ReadAsync(debugFile, cancellationToken);
        // Two programs that read, and this one that parses: they use two cores.
        var unwind = UnwindTable.ReadAsync(library, NameOf, cancellationToken);
        var functions = FunctionCode.Split(await Disassembly.ReadAsync(library, null, cancellationToken), symbols, NameOf);
        return new LibraryImage(sections, functions.ToDictionary(x => x.Name), await unwind);

        // A name that stays when code moves: the symbol, else the section, with the distance from its start.
        string NameOf(long address) => symbols.Describe(address)
            ?? (sections.FirstOrDefault(x => x.IsLoaded && address >= x.Address && address < x.Address + x.Size) is { } section
                ? $"{section.Name}+{address - section.Address:x}" : $"0x{address:x}");
    }
}
