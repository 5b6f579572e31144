using System.Runtime.InteropServices;

namespace SpiceTrial.Lab;

/// <summary>SpiceBaseInterface: name and version of an interface that the server is given (spice-core.h).</summary>
[StructLayout(LayoutKind.Sequential)]
unsafe struct BaseInterface
{
    public byte* Type, Description;
    public uint Major, Minor;
}
