using System.Runtime.InteropServices;

namespace SpiceTrial.Lab;

/// <summary>The entry of a loaded library's global offset table for one imported function. Writing it replaces the function for this
/// library alone: the runtime and GLib keep the real one.</summary>
static unsafe class ImportSlot
{
    const int PageSize = 4096;

    /// <summary>Lets the library call <paramref name="replacement"/> instead, for as long as the process lives.</summary>
    /// <param name="insideLibrary">An address in the library, such as that of an exported function.</param>
    /// <param name="offset">Of the entry, from the library's start in memory, as its relocation says.</param>
    /// <param name="replacement">A function with the same signature.</param>
    /// <exception cref="WrongAbiException">The entry can't be found or written.</exception>
    public static void Replace(nint insideLibrary, long offset, nint replacement)
    {
        if (CLibrary.AddressInformation(insideLibrary, out var library) == 0)
            throw new WrongAbiException("the library's place in memory can't be found");
        var slot = (nint*)(library.Base + offset);
        // Exactly the one page: the pages beside it may belong to somebody else. It stays writable, as the loader has it with lazy binding.
        if (CLibrary.Protect((nint)slot & ~(nint)(PageSize - 1), PageSize, CLibrary.ReadWrite) != 0)
            throw new WrongAbiException($"the table of imports can't be written: error {Marshal.GetLastPInvokeError()}");
        *slot = replacement;
    }
}
