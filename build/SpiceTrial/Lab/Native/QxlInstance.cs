using System.Runtime.InteropServices;

namespace SpiceTrial.Lab;

/// <summary>QXLInstance: the device as the server knows it.</summary>
[StructLayout(LayoutKind.Sequential)]
unsafe struct QxlInstance
{
    public QxlInterface* Interface;
    public int Id;
    public nint State;
}
