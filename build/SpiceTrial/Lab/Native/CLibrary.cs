using System.Runtime.InteropServices;

namespace SpiceTrial.Lab.Native;

/// <summary>The few C functions that the lab's child needs.</summary>
static unsafe partial class CLibrary
{
    public const int ReadOnly = 1, ReadWrite = 3;

    [LibraryImport("libc", EntryPoint = "mprotect", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static partial int Protect(nint address, nuint length, int protection);

    /// <summary>Ends the process at once: no finalizers, no exit handlers of a library that may hang.</summary>
    [LibraryImport("libc", EntryPoint = "_exit")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static partial void ExitNow(int status);

    [LibraryImport("libc", EntryPoint = "dladdr")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static partial int AddressInformation(nint address, out DlInfo information);

    /// <summary>Dl_info of dladdr(3).</summary>
    [StructLayout(LayoutKind.Sequential)]
    public struct DlInfo
    {
        public nint FileName, Base, SymbolName, Symbol;
    }
}
