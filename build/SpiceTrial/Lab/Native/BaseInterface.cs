using System.Runtime.InteropServices;

namespace SpiceTrial.Lab;

/// <summary>SpiceBaseInterface: name and version of an interface that the server is given (spice-core.h).</summary>
unsafe struct BaseInterface(string type, uint major, uint minor)
{
    public byte* Type = CLibrary.Text(type), Description = CLibrary.Text("spice-trial lab");
    public uint Major = major, Minor = minor;

    /// <summary>For what the lab does not serve: takes any call and answers 0. In the C calling conventions of x86-64 and AArch64 the
    /// caller cleans up, so more arguments than it looks at do no harm.</summary>
    public static nint Nothing => (nint)(delegate* unmanaged<nint>)&DoNothing;

    [UnmanagedCallersOnly]
    static nint DoNothing() => 0;
}
