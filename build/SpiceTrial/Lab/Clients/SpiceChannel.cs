using System.Buffers.Binary;
using System.Net;

namespace SpiceTrial.Lab;

/// <summary>A linked channel with mini headers: messages in, messages out, and the acknowledgements that the server paces itself
/// by.</summary>
sealed class SpiceChannel : IDisposable
{
    const int HeaderBytes = 6;

    // SPICE_MSGC_*: what the client sends on every channel.
    const ushort AckSync = 1, Ack = 2, Pong = 3;

    // An uncompressed surface of 8192x8192 pixels is the largest that the lab's server can send.
    const uint LongestMessage = 300 * 1024 * 1024;

    readonly SpiceConnection connection;
    uint window, received;

    public SpiceChannel(IPEndPoint server, byte type, uint session, string ticket)
    {
        connection = new SpiceConnection(server);
        try
        {
            SpiceLink.Open(connection, type, session, ticket);
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>Bytes received.</summary>
    public long Bytes => connection.Received;

    /// <summary>The next message that is not about the channel itself, or <c>null</c> when none came within the time.</summary>
    /// <exception cref="ClientException">The server breaks the protocol or the connection.</exception>
    public (ushort Type, byte[] Body)? Next(TimeSpan time)
    {
        if (!connection.Wait(time))
            return null;
        var header = connection.Read(HeaderBytes);
        var type = BinaryPrimitives.ReadUInt16LittleEndian(header);
        var size = BinaryPrimitives.ReadUInt32LittleEndian(header.AsSpan(2));
        if (size > LongestMessage)
            throw new ClientException($"a message of type {type} claims {size} bytes");
        var body = connection.Read((int)size);
        Acknowledge(type, body);
        return (type, body);
    }

    public void Send(ushort type, ReadOnlySpan<byte> body)
    {
        var message = new byte[HeaderBytes + body.Length];
        BinaryPrimitives.WriteUInt16LittleEndian(message, type);
        BinaryPrimitives.WriteUInt32LittleEndian(message.AsSpan(2), (uint)body.Length);
        body.CopyTo(message.AsSpan(HeaderBytes));
        connection.Write(message);
    }

    public void Dispose() => connection.Dispose();

    void Acknowledge(ushort type, byte[] body)
    {
        var fields = new MessageReader(body);
        switch (type)
        {
            case FromServer.SetAck:
                var generation = fields.Take(4);
                (window, received) = (fields.UInt32(), 0);
                Send(AckSync, generation);
                return;
            case FromServer.Ping:
                // Number and time go back as they came; what follows only fills the line.
                Send(Pong, fields.Take(12));
                break;
        }

        if (window > 0 && ++received >= window)
        {
            received = 0;
            Send(Ack, []);
        }
    }
}
