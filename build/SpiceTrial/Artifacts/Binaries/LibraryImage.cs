namespace SpiceTrial.Artifacts;

/// <summary>A library read for comparison: its sections, its code by function, and how each function unwinds.</summary>
sealed record LibraryImage(
    IReadOnlyList<ElfSection> Sections, IReadOnlyDictionary<string, FunctionCode> Functions, IReadOnlyDictionary<string, string> Unwind)
{
    public static async Task<LibraryImage> ReadAsync(
        string library, string debugFile, string architecture, CancellationToken cancellationToken)
    {
        var sections = await ElfSections.ReadAsync(library, cancellationToken);
        var symbols = await SymbolTable.ReadAsync(debugFile, cancellationToken);
        var names = new AddressNames(symbols, sections);
        // Two programs that read, and this one that parses: they use two cores.
        var unwind = UnwindTable.ReadAsync(library, names, cancellationToken);
        var functions = FunctionCode.Split(
            await Disassembly.ReadAsync(library, architecture, null, cancellationToken), symbols, names, architecture);
        return new LibraryImage(sections, functions.ToDictionary(x => x.Name), await unwind);
    }
}
