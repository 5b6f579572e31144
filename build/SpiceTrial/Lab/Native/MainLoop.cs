using System.Runtime.InteropServices;

namespace SpiceTrial.Lab;

/// <summary>
/// Timers and watches of the server's main thread, which are GLib's: a server that listens accepts clients and serves the main channel on
/// the thread that runs this loop. Without a client none of them has to fire, and nobody runs it: the display channel and its streams
/// live on the worker's thread, which has a loop of its own.
/// </summary>
static unsafe class MainLoop
{
    // SPICE_WATCH_EVENT_*.
    const int Readable = 1, Writable = 2;

    public static CoreInterface* Interface()
    {
        var core = (CoreInterface*)NativeMemory.AllocZeroed((nuint)sizeof(CoreInterface));
        core->Base = new BaseInterface("core", CoreInterface.Major, CoreInterface.Minor);
        core->TimerAdd = &AddTimer;
        core->TimerStart = &StartTimer;
        core->TimerCancel = &Stop;
        core->TimerRemove = core->WatchRemove = &Remove;
        core->WatchAdd = &AddWatch;
        core->WatchMask = &SetMask;
        core->ChannelEvent = BaseInterface.Nothing;
        return core;
    }

    /// <summary>Serves until <paramref name="done"/>, which is asked every millisecond.</summary>
    public static void RunUntil(Func<bool> done)
    {
        while (!done())
        {
            if (GLib.Iterate(0, mayBlock: 0) == 0)
                Thread.Sleep(1);
        }
    }

    [UnmanagedCallersOnly]
    static nint AddTimer(nint function, nint data) => (nint)New(-1, function, data);

    [UnmanagedCallersOnly]
    static void StartTimer(nint timer, uint milliseconds)
    {
        Stop((Waiting*)timer);
        ((Waiting*)timer)->Source = GLib.AddTimeout(milliseconds, &FireTimer, timer);
    }

    [UnmanagedCallersOnly]
    static nint AddWatch(int descriptor, int events, nint function, nint data)
    {
        var watch = New(descriptor, function, data);
        Wait(watch, events);
        return (nint)watch;
    }

    [UnmanagedCallersOnly]
    static void SetMask(nint watch, int events) => Wait((Waiting*)watch, events);

    [UnmanagedCallersOnly]
    static void Stop(nint waiting) => Stop((Waiting*)waiting);

    [UnmanagedCallersOnly]
    static void Remove(nint waiting)
    {
        Stop((Waiting*)waiting);
        NativeMemory.Free((void*)waiting);
    }

    [UnmanagedCallersOnly]
    static int FireTimer(nint timer)
    {
        // The function may start the timer again, or remove it.
        ((Waiting*)timer)->Source = 0;
        ((delegate* unmanaged<nint, void>)((Waiting*)timer)->Function)(((Waiting*)timer)->Data);
        return 0;
    }

    [UnmanagedCallersOnly]
    static int FireWatch(int descriptor, int conditions, nint watch)
    {
        var waiting = (Waiting*)watch;
        // Also when the other side has closed: reading tells.
        var ready = ((conditions & (GLib.In | GLib.Error | GLib.HangUp)) != 0 ? Readable : 0)
            | ((conditions & (GLib.Out | GLib.Error)) != 0 ? Writable : 0);
        if ((ready & waiting->Events) != 0)
            ((delegate* unmanaged<int, int, nint, void>)waiting->Function)(descriptor, ready & waiting->Events, waiting->Data);
        // A function that removed the watch has removed its source too.
        return 1;
    }

    static void Wait(Waiting* watch, int events)
    {
        Stop(watch);
        watch->Events = events;
        if (events != 0)
            watch->Source = GLib.AddDescriptor(watch->Descriptor,
                ((events & Readable) != 0 ? GLib.In : 0) | ((events & Writable) != 0 ? GLib.Out : 0), &FireWatch, (nint)watch);
    }

    static void Stop(Waiting* waiting)
    {
        if (waiting->Source != 0)
            _ = GLib.RemoveSource(waiting->Source);
        waiting->Source = 0;
    }

    static Waiting* New(int descriptor, nint function, nint data)
    {
        var waiting = (Waiting*)NativeMemory.Alloc((nuint)sizeof(Waiting));
        *waiting = new() { Descriptor = descriptor, Function = function, Data = data };
        return waiting;
    }

    /// <summary>A timer or a watch, and the source of the main context that stands for it; 0 while it does not wait.</summary>
    struct Waiting
    {
        public int Descriptor, Events;
        public nint Function, Data;
        public uint Source;
    }
}
