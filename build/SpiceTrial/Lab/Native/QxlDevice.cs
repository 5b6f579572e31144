using System.Runtime.InteropServices;

namespace SpiceTrial.Lab;

/// <summary>
/// The QXL device of the lab's guest. Everything happens inside get_command on the server's worker thread, the only place where the
/// clock moves: the server pulls, the guest never waits for it in another thread, so nothing depends on scheduling.
/// </summary>
static unsafe class QxlDevice
{
    static Guest guest = null!;
    static SpiceLibrary library = null!;
    static QxlInstance* instance;
    static GuestStep? ahead;
    static bool outOfMemory;
    static bool over;
    static long calls;
    static long dueAt;

    /// <summary>How often the server called the device: while this grows, it is not hung.</summary>
    public static long Calls => Volatile.Read(ref calls);

    /// <summary>Why the run can't go on.</summary>
    public static string? Trouble { get; private set; }

    /// <summary>Set when the guest's run is over, or in trouble.</summary>
    public static ManualResetEventSlim Ended { get; } = new();

    /// <summary>With real time: wakes the server when the guest has something to do.</summary>
    public static void WakeWhenDue()
    {
        if (VirtualClock.Now >= Volatile.Read(ref dueAt) && instance is not null)
            library.WakeUp(instance);
    }

    public static QxlInstance* Instance(Guest theGuest, SpiceLibrary theLibrary)
    {
        (guest, library) = (theGuest, theLibrary);
        instance = (QxlInstance*)NativeMemory.AllocZeroed((nuint)sizeof(QxlInstance));
        instance->Interface = Interface();
        return instance;
    }

    static QxlInterface* Interface()
    {
        var device = (QxlInterface*)NativeMemory.AllocZeroed((nuint)sizeof(QxlInterface));
        device->Base = new BaseInterface("qxl", QxlInterface.Major, QxlInterface.Minor);
        device->GetInitInfo = &Describe;
        device->GetCommand = &GetCommand;
        device->RequestCommandNotification = device->RequestCursorNotification = &WantsNotification;
        device->ReleaseResource = &Release;
        device->FlushResources = &Flush;
        device->AttachedWorker = device->SetCompressionLevel = device->SetMmTime = device->GetCursorCommand = device->NotifyUpdate =
            device->AsyncComplete = device->UpdateAreaComplete = device->SetClientCapabilities = device->ClientMonitorsConfig =
            BaseInterface.Nothing;
        return device;
    }

    [UnmanagedCallersOnly]
    static int GetCommand(nint device, QxlCommand* command)
    {
        Volatile.Write(ref calls, calls + 1);
        // While an OOM is handled the server drains the ring: empty until it has asked for a flush.
        if (over || outOfMemory)
            return 0;
        try
        {
            var step = ahead ?? guest.Next();
            if (!VirtualClock.Reach(step.Time))
            {
                ahead = step;
                Volatile.Write(ref dueAt, step.Time);
                return 0;
            }

            ahead = null;
            return Take(step, command);
        }
        catch (Exception e)
        {
            // An exception must not cross into the library.
            return Give(e.Message);
        }
    }

    static int Take(GuestStep step, QxlCommand* command)
    {
        switch (step.Kind)
        {
            case GuestAction.Draw:
                *command = new() { Type = QxlCommand.Draw, Data = CommandMemory.Write(step) };
                return 1;
            case GuestAction.Oom:
                outOfMemory = true;
                library.OutOfMemory(instance);
                return 0;
            case GuestAction.Idle:
                // A message to itself: the worker goes round its loop, stops streams that are over, and comes back.
                library.WakeUp(instance);
                return 0;
            default:
                over = true;
                Ended.Set();
                return 0;
        }
    }

    static int Give(string trouble)
    {
        Trouble ??= trouble;
        over = true;
        Ended.Set();
        return 0;
    }

    [UnmanagedCallersOnly]
    static int Flush(nint device)
    {
        outOfMemory = false;
        return guest.Flush();
    }

    [UnmanagedCallersOnly]
    static void Release(nint device, QxlRelease release)
    {
        try
        {
            CommandMemory.Release(release.Info);
        }
        catch (WrongAbiException e)
        {
            _ = Give(e.Message);
        }
    }

    [UnmanagedCallersOnly]
    static void Describe(nint device, InitInfo* info) =>
        *info = new() { MemorySlotGroups = 1, MemorySlots = 1, GenerationBits = 1, IdBits = 1, Surfaces = 16 };

    // "Yes, wake me": the device wakes the server itself.
    [UnmanagedCallersOnly]
    static int WantsNotification(nint device) => 1;
}
