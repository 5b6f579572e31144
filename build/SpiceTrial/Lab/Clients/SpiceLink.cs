using System.Buffers.Binary;
using System.Security.Cryptography;

namespace SpiceTrial.Lab;

/// <summary>
/// Opens a channel: SpiceLinkMess, SpiceLinkReply, the ticket encrypted by RSA-OAEP with the server's key, and the server's answer
/// (spice/protocol.h).
/// </summary>
static class SpiceLink
{
    const int HeaderBytes = 16, ReplyBytes = 4 + SpiceProtocol.PublicKeyBytes + 12;
    const uint Capabilities = (1 << SpiceProtocol.AuthSelection) | (1 << SpiceProtocol.AuthSpice) | (1 << SpiceProtocol.MiniHeader);

    // A reply is a few words of capabilities longer than its fixed part.
    const int LongestReply = 4096;

    /// <param name="connection">A new connection.</param>
    /// <param name="channel">The channel's type.</param>
    /// <param name="session">0 for the main channel, for others the number that the main channel was given.</param>
    /// <param name="ticket">The server's password.</param>
    /// <exception cref="ClientException">The server refuses, or says something else.</exception>
    public static void Open(SpiceConnection connection, byte channel, uint session, string ticket)
    {
        connection.Write(Message(channel, session));
        var header = connection.Read(HeaderBytes);
        if (!header.AsSpan(0, 4).SequenceEqual(SpiceProtocol.Magic))
            throw new ClientException("what answers is no SPICE server");
        var fields = new MessageReader(header.AsSpan(4));
        var (major, minor, size) = (fields.UInt32(), fields.UInt32(), fields.UInt32());
        if (major != SpiceProtocol.Major)
            throw new ClientException($"the server speaks version {major}.{minor} of the protocol");
        if (size is < ReplyBytes or > LongestReply)
            throw new ClientException($"the server's reply to the link has {size} bytes");
        Authenticate(connection, connection.Read((int)size), ticket);
    }

    static byte[] Message(byte channel, uint session)
    {
        // SpiceLinkHeader, SpiceLinkMess (18 bytes), one word of common capabilities. Of the display's none: the server then encodes MJPEG.
        const int body = 18 + 4;
        var message = new byte[HeaderBytes + body];
        SpiceProtocol.Magic.CopyTo(message);
        Put(4, SpiceProtocol.Major);
        Put(8, SpiceProtocol.Minor);
        Put(12, body);
        Put(16, session);
        message[20] = channel;
        Put(22, 1);
        Put(26, 0);
        Put(30, 18);
        Put(34, Capabilities);
        return message;

        void Put(int at, uint value) => BinaryPrimitives.WriteUInt32LittleEndian(message.AsSpan(at), value);
    }

    static void Authenticate(SpiceConnection connection, byte[] reply, string ticket)
    {
        var fields = new MessageReader(reply);
        if (fields.UInt32() is not 0 and var error)
            throw new ClientException($"the server refuses the link: error {error}");
        using var key = RSA.Create();
        try
        {
            key.ImportSubjectPublicKeyInfo(fields.Take(SpiceProtocol.PublicKeyBytes), out _);
        }
        catch (CryptographicException e)
        {
            throw new ClientException($"the server's key can't be read: {e.Message}");
        }

        var (count, _, offset) = (fields.UInt32(), fields.UInt32(), fields.UInt32());
        if (count == 0 || offset > reply.Length - 4
            || (BinaryPrimitives.ReadUInt32LittleEndian(reply.AsSpan((int)offset)) & Capabilities) != Capabilities)
            throw new ClientException("the server lacks the mini header or the choice of authentication");
        var mechanism = new byte[4];
        BinaryPrimitives.WriteUInt32LittleEndian(mechanism, SpiceProtocol.AuthSpice);
        connection.Write(mechanism);
        // The zero at the end belongs to it. SHA-1 is what the protocol says: OpenSSL's RSA_PKCS1_OAEP_PADDING.
        connection.Write(key.Encrypt(Encoding.UTF8.GetBytes(ticket + "\0"), RSAEncryptionPadding.OaepSHA1));
        if (new MessageReader(connection.Read(4)).UInt32() is not 0 and var refusal)
            throw new ClientException($"the server refuses the ticket: error {refusal}");
    }
}
