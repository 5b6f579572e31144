using System.Net;
using System.Net.Sockets;

namespace SpiceTrial.Lab;

/// <summary>One TCP connection to the server. Every read and write ends within the time-out.</summary>
sealed class SpiceConnection : IDisposable
{
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    readonly Socket socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp)
    {
        NoDelay = true,
        ReceiveTimeout = (int)Patience.TotalMilliseconds,
        SendTimeout = (int)Patience.TotalMilliseconds,
    };

    public SpiceConnection(IPEndPoint server)
    {
        try
        {
            socket.Connect(server);
        }
        catch (SocketException e)
        {
            socket.Dispose();
            throw new ClientException($"the server does not take a connection: {e.Message}");
        }
    }

    /// <summary>Bytes received.</summary>
    public long Received { get; private set; }

    /// <summary>Whether something is there to be read, or the server has closed, within the time.</summary>
    public bool Wait(TimeSpan time) => socket.Poll(time, SelectMode.SelectRead);

    /// <exception cref="ClientException">The server closed the connection, or was silent for too long.</exception>
    public byte[] Read(int length)
    {
        var buffer = new byte[length];
        for (var at = 0; at < length;)
        {
            var count = Guard(buffer.AsSpan(at), static (socket, into) => socket.Receive(into));
            if (count == 0)
                throw new ClientException("the server closed the connection");
            Received += count;
            at += count;
        }

        return buffer;
    }

    public void Write(byte[] bytes) => Guard(bytes, static (socket, from) => socket.Send(from));

    public void Dispose() => socket.Dispose();

    int Guard(Span<byte> bytes, Func<Socket, Span<byte>, int> call)
    {
        try
        {
            return call(socket, bytes);
        }
        catch (SocketException e)
        {
            throw new ClientException(e.SocketErrorCode is SocketError.TimedOut or SocketError.WouldBlock
                ? $"the server was silent for {Patience.TotalSeconds:0} s in the middle of a message"
                : $"the connection broke: {e.Message}");
        }
    }
}
