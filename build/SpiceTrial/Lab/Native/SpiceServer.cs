using System.Runtime.InteropServices;
using SpiceTrial.Lab.Guests;
using SpiceTrial.Lab.Scenarios;
using SpiceTrial.Sessions;

namespace SpiceTrial.Lab.Native;

/// <summary>A server without clients that runs one guest. One a process: the library and the device keep their state in it.</summary>
static unsafe class SpiceServer
{
    const int StreamOff = 1, StreamAll = 2, StreamFilter = 3;

    /// <summary>Loads the library and lets the guest run; the device says when it has ended.</summary>
    /// <exception cref="WrongAbiException">The library does not take the lab's interfaces.</exception>
    public static void Start(string path, Scenario scenario, Guest guest, string log, Action loaded)
    {
        Abi.Check();
        LibraryFile.Read(path).Check(SpiceLibrary.Names);
        var library = new SpiceLibrary(path);
        loaded();
        LogCapture.Install(log);
        if (VirtualClock.IsVirtual)
            VirtualClock.Install((nint)library.New);
        var server = library.New();
        _ = library.SetNoAuthentication(server);
        _ = library.SetStreamingVideo(server, scenario.Mode switch { StreamingMode.Off => StreamOff, StreamingMode.All => StreamAll, _ => StreamFilter });
        if (library.Init(server, CoreServices.Interface()) != 0)
            throw new WrongAbiException($"the library refuses version {CoreInterface.Major}.{CoreInterface.Minor} of the core interface");
        var device = QxlDevice.Instance(guest, library);
        if (library.AddInterface(server, device) != 0)
            throw new WrongAbiException($"the library refuses version {QxlInterface.Major}.{QxlInterface.Minor} of the QXL interface");
        GiveMemory(library, device, scenario.Surface);
        LogCapture.SetupEnds();
        library.StartMachine(server);
    }

    static void GiveMemory(SpiceLibrary library, QxlInstance* device, Size surface)
    {
        // One slot for all addresses: commands name memory of this process.
        var slot = (MemorySlot*)NativeMemory.AllocZeroed((nuint)sizeof(MemorySlot));
        (slot->End, slot->RamSize) = (nuint.MaxValue, uint.MaxValue);
        library.AddMemorySlot(device, slot);
        var create = new SurfaceCreate
        {
            Width = (uint)surface.Width,
            Height = (uint)surface.Height,
            // Negative is top to bottom.
            Stride = -surface.Width * 4,
            Format = SurfaceCreate.Format32,
            Memory = (ulong)NativeMemory.AllocZeroed((nuint)surface.Width * (nuint)surface.Height, 4),
        };
        library.CreatePrimarySurface(device, 0, &create);
    }
}
