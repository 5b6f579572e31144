using System.Net.Sockets;
using System.Runtime.InteropServices;
using SpiceTrial.Sessions;

namespace SpiceTrial.Lab;

/// <summary>A server that runs one guest. One a process: the library and the device keep their state in it.</summary>
static unsafe class SpiceServer
{
    const int StreamOff = 1, StreamAll = 2, StreamFilter = 3;

    static SpiceLibrary? started;
    static nint machine;

    /// <summary>Loads the library and sets the server up; nothing runs yet.</summary>
    /// <param name="cell">The library, what the server is set to, and the file of the library's log.</param>
    /// <param name="guest">What will run.</param>
    /// <param name="listener">Where a client connects; <c>null</c>: the server does not listen at all.</param>
    /// <param name="ticket">The client's password.</param>
    /// <param name="loaded">Called once the library is loaded.</param>
    /// <exception cref="WrongAbiException">The library does not take the lab's interfaces.</exception>
    public static void Prepare(CellRequest cell, Guest guest, TcpListener? listener, string ticket, Action loaded)
    {
        var library = new SpiceLibrary(cell.Library);
        loaded();
        LogCapture.Install(cell.Log);
        if (VirtualClock.IsVirtual)
            VirtualClock.Install((nint)library.New, cell.ClockSlot);
        var server = library.New();
        if (listener is null)
            _ = library.SetNoAuthentication(server);
        else
            library.Listen(server, (int)listener.Server.Handle, ticket, cell.Scenario.Compression);
        _ = library.SetStreamingVideo(
            server, cell.Scenario.Mode switch { StreamingMode.Off => StreamOff, StreamingMode.All => StreamAll, _ => StreamFilter });
        if (library.Init(server, MainLoop.Interface()) != 0)
            throw new WrongAbiException($"the library refuses version {CoreInterface.Major}.{CoreInterface.Minor} of the core interface");
        var device = QxlDevice.Instance(guest, library);
        if (library.AddInterface(server, device) != 0)
            throw new WrongAbiException($"the library refuses version {QxlInterface.Major}.{QxlInterface.Minor} of the QXL interface");
        GiveMemory(library, device, cell.Scenario.Surface);
        (started, machine) = (library, server);
    }

    /// <summary>Lets the guest run; the device says when it has ended.</summary>
    public static void Start()
    {
        LogCapture.SetupEnds();
        started!.StartMachine(machine);
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
