namespace SpiceTrial.Lab;

/// <summary>SpiceCoreInterface 1.3: timers and watches of the server's main thread (spice-core.h).</summary>
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
    public nint ChannelEvent;
}
