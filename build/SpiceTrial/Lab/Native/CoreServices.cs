using System.Runtime.InteropServices;

namespace SpiceTrial.Lab;

/// <summary>
/// Timers and watches of the server's main thread. Without a client none of them has to fire: streams live on the worker's thread,
/// which has a loop of its own.
/// </summary>
static unsafe class CoreServices
{
    public static CoreInterface* Interface()
    {
        var core = (CoreInterface*)NativeMemory.AllocZeroed((nuint)sizeof(CoreInterface));
        core->Base = Base("core", CoreInterface.Major, CoreInterface.Minor);
        core->TimerAdd = &AddTimer;
        core->TimerStart = &StartTimer;
        core->TimerCancel = core->TimerRemove = core->WatchRemove = &Ignore;
        core->WatchAdd = &AddWatch;
        core->WatchMask = &IgnoreMask;
        core->ChannelEvent = &IgnoreEvent;
        return core;
    }

    public static BaseInterface Base(string type, uint major, uint minor) =>
        new() { Type = Text(type), Description = Text("spice-trial lab"), Major = major, Minor = minor };

    // Never freed: the server keeps them for as long as the process lives.
    public static byte* Text(string text) => (byte*)Marshal.StringToCoTaskMemUTF8(text);

    [UnmanagedCallersOnly]
    static nint AddTimer(nint function, nint data) => (nint)NativeMemory.AllocZeroed(16);

    [UnmanagedCallersOnly]
    static void StartTimer(nint timer, uint milliseconds)
    {
    }

    [UnmanagedCallersOnly]
    static nint AddWatch(int descriptor, int events, nint function, nint data) => (nint)NativeMemory.AllocZeroed(16);

    [UnmanagedCallersOnly]
    static void Ignore(nint handle)
    {
    }

    [UnmanagedCallersOnly]
    static void IgnoreMask(nint watch, int events)
    {
    }

    [UnmanagedCallersOnly]
    static void IgnoreEvent(int kind, nint information)
    {
    }
}
