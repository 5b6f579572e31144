using System.Buffers.Binary;

namespace SpiceTrial.Artifacts;

/// <summary>
/// The names of a library's dynamic symbols. The linker stores them in the order in which the code first mentions them, and that may
/// change with the ring: one of 256 entries is cleared by memset, which display-channel then mentions before g_array_ref.
/// </summary>
static class DynamicNames
{
    public const string Names = ".dynstr", Symbols = ".dynsym";

    const int SymbolSize = 24, NameSize = 4;

    /// <summary>Whether two tables of names hold the same ones, in any order.</summary>
    public static bool AreSame(ReadOnlySpan<byte> one, ReadOnlySpan<byte> other) =>
        one.Length == other.Length && Sorted(one).SequenceEqual(Sorted(other), StringComparer.Ordinal);

    /// <summary>The symbols' names, in the symbols' order.</summary>
    public static List<string> Of(ReadOnlySpan<byte> symbols, ReadOnlySpan<byte> names)
    {
        var found = new List<string>(symbols.Length / SymbolSize);
        for (var at = 0; at + SymbolSize <= symbols.Length; at += SymbolSize)
        {
            var name = names[BinaryPrimitives.ReadInt32LittleEndian(symbols[at..])..];
            found.Add(Encoding.ASCII.GetString(name[..name.IndexOf((byte)0)]));
        }

        return found;
    }

    /// <summary>The symbols without the places of their names.</summary>
    public static byte[] WithoutNames(ReadOnlySpan<byte> symbols)
    {
        var rest = new byte[symbols.Length / SymbolSize * (SymbolSize - NameSize)];
        for (var (from, to) = (0, 0); from + SymbolSize <= symbols.Length; from += SymbolSize, to += SymbolSize - NameSize)
            symbols[(from + NameSize)..(from + SymbolSize)].CopyTo(rest.AsSpan(to));
        return rest;
    }

    static IEnumerable<string> Sorted(ReadOnlySpan<byte> names) =>
        Encoding.ASCII.GetString(names).Split('\0').Order(StringComparer.Ordinal);
}
