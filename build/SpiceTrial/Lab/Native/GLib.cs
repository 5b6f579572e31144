using System.Runtime.InteropServices;

namespace SpiceTrial.Lab;

/// <summary>The functions of GLib that the lab's child needs; spice-server itself brings the library. The main context is the process's
/// default one, which the server's worker does not use.</summary>
static unsafe partial class GLib
{
    /// <summary>GIOCondition, which is that of poll(2).</summary>
    public const int In = 1, Out = 4, Error = 8, HangUp = 16;

    const string Library = "libglib-2.0.so.0";

    /// <summary>Calls the function once after the time, if it answers 0.</summary>
    [LibraryImport(Library, EntryPoint = "g_timeout_add")]
    public static partial uint AddTimeout(uint milliseconds, delegate* unmanaged<nint, int> function, nint data);

    /// <summary>Calls the function whenever the descriptor is ready, as long as it does not answer 0.</summary>
    [LibraryImport(Library, EntryPoint = "g_unix_fd_add")]
    public static partial uint AddDescriptor(int descriptor, int conditions, delegate* unmanaged<int, int, nint, int> function, nint data);

    [LibraryImport(Library, EntryPoint = "g_source_remove")]
    public static partial int RemoveSource(uint source);

    /// <summary>Calls what is due; whether anything was.</summary>
    [LibraryImport(Library, EntryPoint = "g_main_context_iteration")]
    public static partial int Iterate(nint context, int mayBlock);

    [LibraryImport(Library, EntryPoint = "g_log_set_default_handler")]
    public static partial nint SetLogHandler(delegate* unmanaged<byte*, int, byte*, nint, void> function, nint data);
}
