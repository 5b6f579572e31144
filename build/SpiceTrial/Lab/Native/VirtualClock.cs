using System.Runtime.InteropServices;

namespace SpiceTrial.Lab;

/// <summary>
/// The library's CLOCK_MONOTONIC: it stands still until the device moves it, which happens inside get_command on the worker
/// thread and nowhere else. So a run is the same on any machine, however loaded.
/// </summary>
static unsafe class VirtualClock
{
    const int Monotonic = 1;
    const long Second = 1_000_000_000;

    // Not 0: the server takes a time of 0 for "never".
    const long Origin = 1000 * Second;

    // From the C library and not from the library's table: there, with lazy binding, stands a stub that would write the table back.
    static readonly delegate* unmanaged<int, long*, int> real =
        (delegate* unmanaged<int, long*, int>)NativeLibrary.GetExport(NativeLibrary.Load("libc.so.6"), "clock_gettime");

    static long now = Origin;
    static System.Diagnostics.Stopwatch? watch;

    /// <summary>Whether time stands still until the device moves it; otherwise it is the machine's.</summary>
    public static bool IsVirtual => watch is null;

    /// <summary>Nanoseconds since the start of the run.</summary>
    public static long Now => watch is null ? Volatile.Read(ref now) - Origin : watch.Elapsed.Ticks * 100;

    /// <summary>Leaves the library its own clock; called again, the run starts now.</summary>
    public static void UseRealTime() => watch = System.Diagnostics.Stopwatch.StartNew();

    /// <summary>Moves a virtual clock to the time; whether it has been reached.</summary>
    public static bool Reach(long time)
    {
        if (watch is not null)
            return Now >= time;
        Volatile.Write(ref now, time + Origin);
        return true;
    }

    /// <summary>Gives the library this clock.</summary>
    /// <param name="insideLibrary">An address in the library.</param>
    /// <param name="slot">See <see cref="CellRequest.ClockSlot"/>.</param>
    /// <exception cref="WrongAbiException">The library does not import the function, or keeps its own.</exception>
    public static void Install(nint insideLibrary, long? slot) => ImportSlot.Replace(
        insideLibrary,
        slot ?? throw new WrongAbiException("the library does not import clock_gettime, so its clock can't be replaced"),
        (nint)(delegate* unmanaged<int, long*, int>)&Read);

    [UnmanagedCallersOnly]
    static int Read(int clock, long* time)
    {
        if (clock != Monotonic)
            return real(clock, time);
        var read = Volatile.Read(ref now);
        time[0] = read / Second;
        time[1] = read % Second;
        return 0;
    }
}
