using System.Runtime.InteropServices;

namespace SpiceTrial.Lab;

/// <summary>The few C functions that the lab's child needs.</summary>
static unsafe partial class CLibrary
{
    public const int ReadWrite = 3;

    [LibraryImport("libc", EntryPoint = "mprotect", SetLastError = true)]
    public static partial int Protect(nint address, nuint length, int protection);

    /// <summary>Ends the process at once: no finalizers, no exit handlers of a library that may hang.</summary>
    [LibraryImport("libc", EntryPoint = "_exit")]
    public static partial void ExitNow(int status);

    [LibraryImport("libc", EntryPoint = "dladdr")]
    public static partial int AddressInformation(nint address, out DlInfo information);

    /// <summary>Never freed: the server keeps it for as long as the process lives.</summary>
    public static byte* Text(string text) => (byte*)Marshal.StringToCoTaskMemUTF8(text);

    /// <summary>Dl_info of dladdr(3).</summary>
    public struct DlInfo
    {
        public nint FileName, Base, SymbolName, Symbol;
    }
}
