using System.Runtime.InteropServices;

namespace SpiceTrial.Lab;

/// <summary>The functions of one libspice-server.so.1 that the lab calls.</summary>
sealed unsafe class SpiceLibrary
{
    public readonly delegate* unmanaged<nint> New;
    public readonly delegate* unmanaged<nint, int> SetNoAuthentication;
    public readonly delegate* unmanaged<nint, int, int> SetStreamingVideo;
    public readonly delegate* unmanaged<nint, CoreInterface*, int> Init;
    public readonly delegate* unmanaged<nint, QxlInstance*, int> AddInterface;
    public readonly delegate* unmanaged<nint, void> StartMachine;
    public readonly delegate* unmanaged<QxlInstance*, MemorySlot*, void> AddMemorySlot;
    public readonly delegate* unmanaged<QxlInstance*, uint, SurfaceCreate*, void> CreatePrimarySurface;
    public readonly delegate* unmanaged<QxlInstance*, void> WakeUp, OutOfMemory;

    readonly nint handle;

    /// <exception cref="WrongAbiException">The library lacks one of the functions.</exception>
    public SpiceLibrary(string path)
    {
        handle = NativeLibrary.Load(path);
        New = (delegate* unmanaged<nint>)Export("spice_server_new");
        SetNoAuthentication = (delegate* unmanaged<nint, int>)Export("spice_server_set_noauth");
        SetStreamingVideo = (delegate* unmanaged<nint, int, int>)Export("spice_server_set_streaming_video");
        Init = (delegate* unmanaged<nint, CoreInterface*, int>)Export("spice_server_init");
        AddInterface = (delegate* unmanaged<nint, QxlInstance*, int>)Export("spice_server_add_interface");
        StartMachine = (delegate* unmanaged<nint, void>)Export("spice_server_vm_start");
        AddMemorySlot = (delegate* unmanaged<QxlInstance*, MemorySlot*, void>)Export("spice_qxl_add_memslot");
        CreatePrimarySurface = (delegate* unmanaged<QxlInstance*, uint, SurfaceCreate*, void>)Export("spice_qxl_create_primary_surface");
        WakeUp = (delegate* unmanaged<QxlInstance*, void>)Export("spice_qxl_wakeup");
        OutOfMemory = (delegate* unmanaged<QxlInstance*, void>)Export("spice_qxl_oom");
    }

    /// <summary>Lets the server take connections of a socket that listens, ask for the ticket, and compress pictures that way.</summary>
    /// <param name="server">The server, before it is initialized.</param>
    /// <param name="socket">The socket's descriptor, open for as long as the server runs.</param>
    /// <param name="ticket">The password.</param>
    /// <param name="compression">Of pictures.</param>
    public void Listen(nint server, int socket, string ticket, ImageCompression compression)
    {
        _ = ((delegate* unmanaged<nint, int, int>)Export("spice_server_set_image_compression"))(
            server, compression == ImageCompression.Off ? 1 : (int)compression + 2);
        _ = ((delegate* unmanaged<nint, int, int>)Export("spice_server_set_listen_socket_fd"))(server, socket);
        // No lifetime, and nobody is connected yet.
        _ = ((delegate* unmanaged<nint, byte*, int, int, int, int>)Export("spice_server_set_ticket"))(
            server, CLibrary.Text(ticket), 0, 0, 0);
    }

    nint Export(string name) =>
        NativeLibrary.TryGetExport(handle, name, out var address)
            ? address : throw new WrongAbiException($"the library lacks the function {name}");
}
