using System.Buffers.Binary;
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

    /// <summary>The port of a TCP socket over IPv4; 0 for anything else.</summary>
    public static int PortOf(int descriptor)
    {
        const ushort internet = 2;
        var address = stackalloc ushort[64];
        var length = 128;
        return SocketName(descriptor, address, &length) == 0 && address[0] == internet ? BinaryPrimitives.ReverseEndianness(address[1]) : 0;
    }

    [LibraryImport("libc", EntryPoint = "getsockname")]
    private static partial int SocketName(int descriptor, ushort* address, int* length);

    /// <summary>Dl_info of dladdr(3).</summary>
    public struct DlInfo
    {
        public nint FileName, Base, SymbolName, Symbol;
    }
}
