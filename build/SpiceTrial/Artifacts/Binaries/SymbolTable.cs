namespace SpiceTrial.Artifacts;

/// <summary>The symbols of a file that has them: of a stripped library, the file with its debug information.</summary>
public sealed class SymbolTable
{
    readonly long[] addresses;

    SymbolTable(IReadOnlyList<Symbol> symbols)
    {
        All = symbols;
        addresses = [.. symbols.Select(x => x.Address)];
    }

    /// <summary>In the order of their addresses; aliases stand beside each other.</summary>
    public IReadOnlyList<Symbol> All { get; }

    public static async Task<SymbolTable> ReadAsync(string file, CancellationToken cancellationToken)
    {
        var symbols = new List<Symbol>();
        (await Programs.RunAsync(new ProgramCall("nm", "--print-size", "--numeric-sort", file) {
            OnLine = x => Add(symbols, x), Timeout = TimeSpan.FromMinutes(2) }, cancellationToken))
            .OrThrow("the symbols can't be read");
        return Of(symbols);
    }

    internal static SymbolTable Of(IEnumerable<Symbol> symbols) =>
        new([.. symbols.OrderBy(x => x.Address).ThenBy(x => x.Name, StringComparer.Ordinal)]);

    /// <summary>The symbol that covers the address, with the distance from its start; else <c>null</c>.</summary>
    public string? Describe(long address)
    {
        var at = Array.BinarySearch(addresses, address);
        at = at < 0 ? ~at - 1 : at;
        // Of aliases always the first, so that two files name it alike.
        while (at > 0 && addresses[at - 1] == addresses[at])
            at--;
        return at >= 0 && All[at] is var symbol && address < symbol.Address + Math.Max(symbol.Size, 1)
            ? address == symbol.Address ? symbol.Name : $"{symbol.Name}+{address - symbol.Address:x}"
            : null;
    }

    static void Add(List<Symbol> symbols, string line)
    {
        string[] words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (words is [var address, var size, [var kind], var name] && Hex(address) is { } start && Hex(size) is { } length)
            symbols.Add(new Symbol(start, length, kind, name));
    }

    static long? Hex(string text) =>
        long.TryParse(text, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var number) ? number : null;
}
