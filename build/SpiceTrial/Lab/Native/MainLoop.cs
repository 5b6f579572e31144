using System.Diagnostics;
using System.Runtime.InteropServices;

namespace SpiceTrial.Lab;

/// <summary>
/// Timers and watches of a server that listens: it accepts clients and serves the main channel on the thread that runs this loop. The
/// display channel lives on the worker's thread, which has a loop of its own.
/// </summary>
static unsafe class MainLoop
{
    const int Readable = 1, Writable = 2;
    const int TickMs = 1;

    static readonly Lock gate = new();
    static readonly Dictionary<nint, Watch> watches = [];
    static readonly Dictionary<nint, Timer> timers = [];
    static readonly Stopwatch clock = Stopwatch.StartNew();
    static nint lastHandle;

    /// <summary>The port on which the server listens.</summary>
    /// <exception cref="WrongAbiException">It listens on none.</exception>
    public static int ListeningPort()
    {
        lock (gate)
            return watches.Values.Select(x => CLibrary.PortOf(x.Descriptor)).FirstOrDefault(x => x > 0) is > 0 and var port
                ? port : throw new WrongAbiException("the library listens on no port");
    }

    public static CoreInterface* Interface()
    {
        var core = (CoreInterface*)NativeMemory.AllocZeroed((nuint)sizeof(CoreInterface));
        core->Base = CoreServices.Base("core", CoreInterface.Major, CoreInterface.Minor);
        core->TimerAdd = &AddTimer;
        core->TimerStart = &StartTimer;
        core->TimerCancel = &CancelTimer;
        core->TimerRemove = &RemoveTimer;
        core->WatchAdd = &AddWatch;
        core->WatchMask = &SetMask;
        core->WatchRemove = &RemoveWatch;
        core->ChannelEvent = &IgnoreEvent;
        return core;
    }

    /// <summary>Serves until <paramref name="done"/>, which is asked every millisecond.</summary>
    public static void RunUntil(Func<bool> done)
    {
        while (!done())
        {
            FireWatches();
            FireTimers();
        }
    }

    static void FireWatches()
    {
        (nint Handle, int Descriptor, int Events)[] all;
        lock (gate)
            all = [.. watches.Where(x => x.Value.Events != 0).Select(x => (x.Key, x.Value.Descriptor, x.Value.Events))];
        Span<CLibrary.PollDescriptor> polled =
            [.. all.Select(x => new CLibrary.PollDescriptor(x.Descriptor, (x.Events & Readable) != 0, (x.Events & Writable) != 0))];
        fixed (CLibrary.PollDescriptor* first = polled)
        {
            if (CLibrary.Poll(first, (nuint)all.Length, TickMs) <= 0)
                return;
        }

        for (var i = 0; i < all.Length; i++)
        {
            var ready = (polled[i].CanRead ? Readable : 0) | (polled[i].CanWrite ? Writable : 0);
            Watch? watch;
            // One that fired before may have removed it, or wants something else by now.
            lock (gate)
                ready &= watches.TryGetValue(all[i].Handle, out watch) ? watch.Events : 0;
            if (ready != 0)
                watch!.Function(watch.Descriptor, ready, watch.Data);
        }
    }

    static void FireTimers()
    {
        Timer[] due;
        lock (gate)
        {
            due = [.. timers.Values.Where(x => x.Due <= clock.ElapsedMilliseconds)];
            foreach (var timer in due)
                timer.Due = long.MaxValue;
        }

        foreach (var timer in due)
        {
            if (!timer.IsRemoved)
                timer.Function(timer.Data);
        }
    }

    [UnmanagedCallersOnly]
    static nint AddTimer(nint function, nint data)
    {
        lock (gate)
        {
            timers.Add(++lastHandle, new Timer { Function = (delegate* unmanaged<nint, void>)function, Data = data });
            return lastHandle;
        }
    }

    [UnmanagedCallersOnly]
    static void StartTimer(nint timer, uint milliseconds)
    {
        lock (gate)
            timers[timer].Due = clock.ElapsedMilliseconds + milliseconds;
    }

    [UnmanagedCallersOnly]
    static void CancelTimer(nint timer)
    {
        lock (gate)
            timers[timer].Due = long.MaxValue;
    }

    [UnmanagedCallersOnly]
    static void RemoveTimer(nint timer)
    {
        lock (gate)
        {
            if (timers.Remove(timer, out var removed))
                removed.IsRemoved = true;
        }
    }

    [UnmanagedCallersOnly]
    static nint AddWatch(int descriptor, int events, nint function, nint data)
    {
        lock (gate)
        {
            watches.Add(++lastHandle,
                new Watch { Descriptor = descriptor, Events = events, Function = (delegate* unmanaged<int, int, nint, void>)function,
                    Data = data });
            return lastHandle;
        }
    }

    [UnmanagedCallersOnly]
    static void SetMask(nint watch, int events)
    {
        lock (gate)
            watches[watch].Events = events;
    }

    [UnmanagedCallersOnly]
    static void RemoveWatch(nint watch)
    {
        lock (gate)
            watches.Remove(watch);
    }

    [UnmanagedCallersOnly]
    static void IgnoreEvent(int kind, nint information)
    {
    }

    sealed class Watch
    {
        public int Descriptor { get; init; }

        public int Events { get; set; }

        public delegate* unmanaged<int, int, nint, void> Function { get; init; }

        public nint Data { get; init; }
    }

    sealed class Timer
    {
        public long Due { get; set; } = long.MaxValue;

        public bool IsRemoved { get; set; }

        public delegate* unmanaged<nint, void> Function { get; init; }

        public nint Data { get; init; }
    }
}
