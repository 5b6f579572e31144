using System.Runtime.InteropServices;

namespace SpiceTrial.Lab;

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
