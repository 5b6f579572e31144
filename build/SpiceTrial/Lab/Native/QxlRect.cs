using System.Runtime.InteropServices;

namespace SpiceTrial.Lab;

/// <summary>A rectangle on the wire: QXLRect of qxl_dev.h, which starts with top.</summary>
[StructLayout(LayoutKind.Sequential, Pack = 1)]
struct QxlRect
{
    public int Top, Left, Bottom, Right;
}
