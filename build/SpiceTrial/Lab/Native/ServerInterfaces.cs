using System.Runtime.InteropServices;

namespace SpiceTrial.Lab.Native;

/// <summary>SpiceBaseInterface: name and version of an interface that the server is given (spice-core.h).</summary>
[StructLayout(LayoutKind.Sequential)]
unsafe struct BaseInterface
{
    public byte* Type, Description;
    public uint Major, Minor;
}

/// <summary>SpiceCoreInterface 1.3: timers and watches of the server's main thread (spice-core.h).</summary>
[StructLayout(LayoutKind.Sequential)]
unsafe struct CoreInterface
{
    public const uint Major = 1, Minor = 3;

    public BaseInterface Base;
    public delegate* unmanaged<nint, nint, nint> TimerAdd;
    public delegate* unmanaged<nint, uint, void> TimerStart;
    public delegate* unmanaged<nint, void> TimerCancel, TimerRemove;
    public delegate* unmanaged<int, int, nint, nint, nint> WatchAdd;
    public delegate* unmanaged<nint, int, void> WatchMask;
    public delegate* unmanaged<nint, void> WatchRemove;
    public delegate* unmanaged<int, nint, void> ChannelEvent;
}

/// <summary>QXLInterface 3.3: what the server calls on a QXL device (spice-qxl.h).</summary>
[StructLayout(LayoutKind.Sequential)]
unsafe struct QxlInterface
{
    public const uint Major = 3, Minor = 3;

    public BaseInterface Base;
    public delegate* unmanaged<nint, void> AttachedWorker;
    public delegate* unmanaged<nint, int, void> SetCompressionLevel;
    public delegate* unmanaged<nint, uint, void> SetMmTime;
    public delegate* unmanaged<nint, InitInfo*, void> GetInitInfo;
    public delegate* unmanaged<nint, QxlCommand*, int> GetCommand;
    public delegate* unmanaged<nint, int> RequestCommandNotification;
    public delegate* unmanaged<nint, QxlRelease, void> ReleaseResource;
    public delegate* unmanaged<nint, QxlCommand*, int> GetCursorCommand;
    public delegate* unmanaged<nint, int> RequestCursorNotification;
    public delegate* unmanaged<nint, uint, void> NotifyUpdate;
    public delegate* unmanaged<nint, int> FlushResources;
    public delegate* unmanaged<nint, ulong, void> AsyncComplete;
    public delegate* unmanaged<nint, uint, nint, uint, void> UpdateAreaComplete;
    public delegate* unmanaged<nint, byte, byte*, void> SetClientCapabilities;
    public delegate* unmanaged<nint, nint, int> ClientMonitorsConfig;
}

/// <summary>QXLInstance: the device as the server knows it.</summary>
[StructLayout(LayoutKind.Sequential)]
unsafe struct QxlInstance
{
    public QxlInterface* Interface;
    public int Id;
    public nint State;
}

/// <summary>QXLDevInitInfo: the device's answer to get_init_info.</summary>
[StructLayout(LayoutKind.Sequential)]
struct InitInfo
{
    public uint MemorySlotGroups, MemorySlots;
    public byte GenerationBits, IdBits;
    public uint RamSize;
    public byte InternalGroup;
    public uint Surfaces;
}

/// <summary>QXLDevMemSlot: addresses that commands may name.</summary>
[StructLayout(LayoutKind.Sequential)]
struct MemorySlot
{
    public uint Group, Id, Generation;
    public nuint Start, End;
    public ulong Delta;
    public uint RamSize;
}

/// <summary>QXLDevSurfaceCreate: the primary surface.</summary>
[StructLayout(LayoutKind.Sequential)]
struct SurfaceCreate
{
    /// <summary>SPICE_SURFACE_FMT_32_xRGB.</summary>
    public const uint Format32 = 32;

    public uint Width, Height;
    public int Stride;
    public uint Format, Position, MouseMode, Flags, Type;
    public ulong Memory;
    public uint Group;
}
