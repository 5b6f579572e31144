using System.Buffers.Binary;
using System.Net.Sockets;
using Renci.SshNet.Common;

namespace SpiceTrial.Hosts;

/// <summary>
/// Asks an ssh-agent for its keys and for signatures (draft-miller-ssh-agent, sections 3.5 and 3.6). A connection for each question, as
/// an agent may be replaced behind its socket.
/// </summary>
sealed class SshAgent(string socket)
{
    const byte Failure = 5;
    const byte RequestIdentities = 11;
    const byte IdentitiesAnswer = 12;
    const byte SignRequest = 13;
    const byte SignResponse = 14;
    const int LongestAnswer = 256 << 10;

    // The operator may have to confirm or touch something.
    static readonly TimeSpan Timeout = TimeSpan.FromSeconds(30);

    /// <summary>The public keys in SSH's wire format and their comments, in the agent's order; none where it is locked.</summary>
    /// <exception cref="IOException">It can't be reached, or answers nonsense.</exception>
    public IReadOnlyList<(byte[] Key, string Comment)> Keys() =>
        Ask([RequestIdentities], answer =>
        {
            List<(byte[], string)> keys = [];
            if (answer.ReadByte() == IdentitiesAnswer)
            {
                for (var left = answer.ReadUInt32(); left > 0; left--)
                    keys.Add((answer.ReadBinary(), Printable.Show(answer.ReadString(Encoding.UTF8))));
            }

            return keys;
        });

    /// <summary>Signs with one of its keys; <c>null</c> where it refuses.</summary>
    /// <param name="key">The public key in SSH's wire format.</param>
    /// <param name="data">What to sign.</param>
    /// <param name="flags">2 for RSA with SHA-256, 4 for RSA with SHA-512, else 0.</param>
    /// <exception cref="IOException">It can't be reached, or answers nonsense.</exception>
    public byte[]? Sign(byte[] key, byte[] data, uint flags)
    {
        using var question = new SshDataStream(0);
        question.WriteByte(SignRequest);
        question.WriteBinary(key);
        question.WriteBinary(data);
        question.Write(flags);
        return Ask(question.ToArray(), answer => answer.ReadByte() switch
        {
            SignResponse => answer.ReadBinary(),
            Failure => null,
            var kind => throw new IOException($"The agent answered with message {kind}."),
        });
    }

    T Ask<T>(byte[] question, Func<SshDataStream, T> read)
    {
        try
        {
            using var connection = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified)
            {
                SendTimeout = (int)Timeout.TotalMilliseconds,
                ReceiveTimeout = (int)Timeout.TotalMilliseconds,
            };
            connection.Connect(new UnixDomainSocketEndPoint(socket));
            using var stream = new NetworkStream(connection);
            var head = new byte[4];
            BinaryPrimitives.WriteInt32BigEndian(head, question.Length);
            stream.Write((byte[])[.. head, .. question]);
            stream.ReadExactly(head);
            var length = BinaryPrimitives.ReadUInt32BigEndian(head);
            if (length is 0 or > LongestAnswer)
                throw new IOException($"The agent's answer claims {length} bytes.");
            var answer = new byte[length];
            stream.ReadExactly(answer);
            using var message = new SshDataStream(answer);
            return read(message);
        }
        catch (Exception e) when (e is SocketException or ArgumentException or NotSupportedException)
        {
            throw new IOException(e.Message, e);
        }
    }
}
