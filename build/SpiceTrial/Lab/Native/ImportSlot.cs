using System.Runtime.InteropServices;

namespace SpiceTrial.Lab;

/// <summary>
/// The entry of a loaded library's global offset table for one imported function, found in the library's own dynamic section
/// (elf(5)). Writing it replaces the function for this library alone: the runtime and GLib keep the real one.
/// </summary>
static unsafe class ImportSlot
{
    const int PageSize = 4096;
    const int DynamicSegment = 2;
    const int RelocationSize = 24, SymbolSize = 24;
    const long PltRelocationsSize = 2, Strings = 5, Symbols = 6, Relocations = 7, RelocationsSize = 8, PltRelocations = 23;

    /// <summary>Lets the library call <paramref name="replacement"/> instead, for as long as the process lives.</summary>
    /// <param name="insideLibrary">An address in the library, such as that of an exported function.</param>
    /// <param name="function">The function's name.</param>
    /// <param name="replacement">A function with the same signature.</param>
    /// <exception cref="WrongAbiException">The library does not import the function.</exception>
    public static void Replace(nint insideLibrary, string function, nint replacement)
    {
        if (CLibrary.AddressInformation(insideLibrary, out var library) == 0)
            throw new WrongAbiException("the library's place in memory can't be found");
        var slot = Find((byte*)library.Base, function);
        // Exactly the one page: the pages beside it may belong to somebody else.
        var page = (nint)slot & ~(nint)(PageSize - 1);
        if (CLibrary.Protect(page, PageSize, CLibrary.ReadWrite) != 0)
            throw new WrongAbiException($"the table of imports can't be written: error {Marshal.GetLastPInvokeError()}");
        *slot = replacement;
        // With lazy binding the page has to stay writable for the loader; with full RELRO it was read-only before.
        if (IsReadOnlyAfterRelocation((byte*)library.Base, page))
            _ = CLibrary.Protect(page, PageSize, CLibrary.ReadOnly);
    }

    static nint* Find(byte* image, string function)
    {
        var dynamic = (long*)Segment(image, DynamicSegment).Start;
        if (dynamic is null)
            throw new WrongAbiException("the library has no dynamic section");
        var strings = Entry(image, dynamic, Strings);
        var symbols = Entry(image, dynamic, Symbols);
        foreach (var (table, size) in new[] { (PltRelocations, PltRelocationsSize), (Relocations, RelocationsSize) })
        {
            var relocations = (byte*)Entry(image, dynamic, table);
            var length = Value(dynamic, size);
            for (var relocation = relocations; relocations is not null && relocation < relocations + length; relocation += RelocationSize)
            {
                var symbol = *(ulong*)(relocation + 8) >> 32;
                var name = (byte*)strings + *(uint*)((byte*)symbols + (symbol * SymbolSize));
                if (symbol != 0 && Marshal.PtrToStringUTF8((nint)name) == function)
                    return (nint*)(image + *(long*)relocation);
            }
        }

        throw new WrongAbiException($"the library does not import {function}, so its clock can't be replaced");
    }

    static long Value(long* dynamic, long tag)
    {
        for (var entry = dynamic; entry[0] != 0; entry += 2)
        {
            if (entry[0] == tag)
                return entry[1];
        }

        return 0;
    }

    // The loader of glibc turns these offsets into addresses in place; others do not.
    static nint Entry(byte* image, long* dynamic, long tag) =>
        Value(dynamic, tag) is var value && value != 0 && value < (long)image ? (nint)(image + value) : (nint)value;

    static bool IsReadOnlyAfterRelocation(byte* image, nint page)
    {
        const int relro = 0x6474e552;
        var (start, length) = Segment(image, relro);
        return start != 0 && page >= (start & ~(nint)(PageSize - 1)) && page + PageSize <= start + length;
    }

    static (nint Start, nint Length) Segment(byte* image, int kind)
    {
        var headers = image + *(long*)(image + 32);
        var (size, count) = (*(ushort*)(image + 54), *(ushort*)(image + 56));
        for (var i = 0; i < count; i++)
        {
            var header = headers + (i * size);
            if (*(int*)header == kind)
                return ((nint)(image + *(long*)(header + 16)), (nint)(*(long*)(header + 40)));
        }

        return (0, 0);
    }
}
