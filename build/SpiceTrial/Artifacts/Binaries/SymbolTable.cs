namespace SpiceTrial.Artifacts;

/// <summary>The symbols of a file that has them: of a stripped library, the file with its debug information.</summary>
/// <param name="All">In the order of their addresses; aliases stand beside each other.</param>
public sealed record SymbolTable(IReadOnlyList<Symbol> All)
{
    // Of aliases always the first, so that two files name it alike.
    readonly Symbol[] first = [.. All.DistinctBy(x => x.Address)];
    readonly long[] addresses = [.. All.Select(x => x.Address).Distinct()];

    public static async Task<SymbolTable> ReadAsync(string file, CancellationToken cancellationToken)
    {
        var symbols = new List<Symbol>();
        await Programs.OutputOfAsync(
            new("nm", "--print-size", file) { OnLine = Add, Timeout = TimeSpan.FromMinutes(2) },
            "the symbols can't be read", cancellationToken);
        return new([.. symbols.OrderBy(x => x.Address).ThenBy(x => x.Name, StringComparer.Ordinal)]);

        void Add(string line)
        {
            if (line.Split(' ', StringSplitOptions.RemoveEmptyEntries) is [var address, var size, [var kind], var name]
                && long.TryParse(address, NumberStyles.AllowHexSpecifier, null, out var start)
                && long.TryParse(size, NumberStyles.AllowHexSpecifier, null, out var length))
                symbols.Add(new Symbol(start, length, kind, name));
        }
    }

    /// <summary>The symbol that covers the address, with the distance from its start; else <c>null</c>.</summary>
    public string? Describe(long address)
    {
        var at = Array.BinarySearch(addresses, address);
        at = at < 0 ? ~at - 1 : at;
        return at >= 0 && first[at] is var symbol && address < symbol.Address + Math.Max(symbol.Size, 1)
            ? address == symbol.Address ? symbol.Name : $"{symbol.Name}+{address - symbol.Address:x}"
            : null;
    }
}
