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
    public static bool AreSame(ReadOnlyMemory<byte> one, ReadOnlyMemory<byte> other) =>
        one.Length == other.Length && Sorted(one).SequenceEqual(Sorted(other), StringComparer.Ordinal);

    /// <summary>The symbols' names, in the symbols' order.</summary>
    public static IReadOnlyList<string> Of(ReadOnlyMemory<byte> symbols, ReadOnlyMemory<byte> names) =>
        [.. Entries(symbols).Select(
            x => Encoding.ASCII.GetString(names.Span[BinaryPrimitives.ReadInt32LittleEndian(x)..]).Split('\0', 2)[0])];

    /// <summary>The symbols without the places of their names.</summary>
    public static byte[] WithoutNames(ReadOnlyMemory<byte> symbols) => [.. Entries(symbols).SelectMany(x => x[NameSize..])];

    static IEnumerable<byte[]> Entries(ReadOnlyMemory<byte> symbols) =>
        symbols.ToArray().Chunk(SymbolSize).Where(x => x.Length == SymbolSize);

    static IEnumerable<string> Sorted(ReadOnlyMemory<byte> names) =>
        Encoding.ASCII.GetString(names.Span).Split('\0').Order(StringComparer.Ordinal);
}
