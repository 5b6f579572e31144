namespace SpiceTrial.Lab;

/// <summary>QXLInterface 3.3: what the server calls on a QXL device (spice-qxl.h). Functions that the lab does not serve have no type
/// here.</summary>
unsafe struct QxlInterface
{
    public const uint Major = 3, Minor = 3;

    public BaseInterface Base;
    public nint AttachedWorker, SetCompressionLevel, SetMmTime;
    public delegate* unmanaged<nint, InitInfo*, void> GetInitInfo;
    public delegate* unmanaged<nint, QxlCommand*, int> GetCommand;
    public delegate* unmanaged<nint, int> RequestCommandNotification;
    public delegate* unmanaged<nint, QxlRelease, void> ReleaseResource;
    public nint GetCursorCommand;
    public delegate* unmanaged<nint, int> RequestCursorNotification;
    public nint NotifyUpdate;
    public delegate* unmanaged<nint, int> FlushResources;
    public nint AsyncComplete, UpdateAreaComplete, SetClientCapabilities, ClientMonitorsConfig;
}
