using System.Buffers.Binary;
using System.Net;

namespace SpiceTrial.Lab;

/// <summary>
/// A SPICE client with a main and a display channel, each on a thread of its own. It acknowledges, counts and checks; it decodes
/// nothing, so it is never the slow one.
/// </summary>
sealed class LabClient : IDisposable
{
    // SPICE_MSGC_MAIN_ATTACH_CHANNELS, SPICE_MSGC_DISPLAY_INIT.
    const ushort AttachChannels = 104, InitDisplay = 101;

    static readonly TimeSpan Look = TimeSpan.FromMilliseconds(50);

    /// <summary>After the run: so long without a message, and everything that was sent has arrived.</summary>
    static readonly TimeSpan Quiet = TimeSpan.FromMilliseconds(300);

    /// <summary>A server that does not stop sending by then is cut off.</summary>
    static readonly TimeSpan Drain = TimeSpan.FromSeconds(3);

    readonly IPEndPoint server;
    readonly string ticket;
    readonly DisplayLedger ledger = new();
    readonly Thread thread;
    readonly CancellationTokenSource ending = new();
    SpiceChannel? main, display;
    volatile string? trouble;

    /// <param name="server">Where it listens.</param>
    /// <param name="ticket">Its password; a server without one takes any.</param>
    public LabClient(IPEndPoint server, string ticket)
    {
        (this.server, this.ticket) = (server, ticket);
        thread = new Thread(() => Guarded(Run)) { IsBackground = true, Name = "client" };
        thread.Start();
    }

    /// <summary>Whether the display channel shows the server's surface.</summary>
    public bool IsReady { get; private set; }

    /// <summary>Why the client does not go on, or <c>null</c>.</summary>
    public string? Trouble => trouble;

    /// <summary>Whether everything that the server sent has been taken.</summary>
    public bool IsOver => !thread.IsAlive;

    /// <summary>The run is over: the client takes what is still under way.</summary>
    public void End() => ending.Cancel();

    /// <summary>What came, once it is over.</summary>
    public ReceivedFigures Figures() =>
        IsOver ? ledger.Figures(display?.Bytes ?? 0, trouble) : throw new InvalidOperationException("the client is still running");

    public void Dispose()
    {
        main?.Dispose();
        display?.Dispose();
        ending.Dispose();
    }

    void Run()
    {
        main = new SpiceChannel(server, SpiceProtocol.MainChannel, 0, ticket);
        var session = Session(main);
        main.Send(AttachChannels, []);
        new Thread(() => Guarded(() => Serve(main, (_, _) => { }))) { IsBackground = true, Name = "client, main channel" }.Start();
        display = new SpiceChannel(server, SpiceProtocol.DisplayChannel, session, ticket);
        display.Send(InitDisplay, DisplayInit());
        Serve(display, (type, body) =>
        {
            ledger.Take(type, body);
            IsReady |= type == FromServer.SurfaceCreate;
        });
    }

    static uint Session(SpiceChannel channel)
    {
        for (var until = DateTime.UtcNow + TimeSpan.FromSeconds(10); DateTime.UtcNow < until;)
        {
            if (channel.Next(Look) is (FromServer.MainInit, var body))
                return new MessageReader(body).UInt32();
        }

        throw new ClientException("the server's main channel does not say which session this is");
    }

    // Caches of pictures that the client does not keep: it decodes nothing, so it needs none of them.
    static byte[] DisplayInit()
    {
        const long cacheBytes = 20 * 1024 * 1024;
        const int windowPixels = 4 * 1024 * 1024;
        var body = new byte[14];
        body[0] = 1;
        BinaryPrimitives.WriteInt64LittleEndian(body.AsSpan(1), cacheBytes);
        body[9] = 1;
        BinaryPrimitives.WriteInt32LittleEndian(body.AsSpan(10), windowPixels);
        return body;
    }

    void Serve(SpiceChannel channel, Action<ushort, byte[]> take)
    {
        var (last, cutOff) = (DateTime.UtcNow, DateTime.MaxValue);
        while (trouble is null)
        {
            if (channel.Next(Look) is var (type, body))
            {
                if (type == FromServer.Disconnecting)
                    throw new ClientException("the server ends the connection");
                take(type, body);
                last = DateTime.UtcNow;
            }

            if (!ending.IsCancellationRequested)
                continue;
            cutOff = cutOff == DateTime.MaxValue ? DateTime.UtcNow + Drain : cutOff;
            if (DateTime.UtcNow - last > Quiet || DateTime.UtcNow > cutOff)
                return;
        }
    }

    void Guarded(Action action)
    {
        try
        {
            action();
        }
        catch (ClientException e)
        {
            trouble ??= e.Message;
        }
        catch (Exception e) when (e is ObjectDisposedException or System.Net.Sockets.SocketException)
        {
            // Also the main channel's thread, when the run is over and the connections are closed: then nobody asks any more.
            trouble ??= $"the connection broke: {e.Message}";
        }
    }
}
