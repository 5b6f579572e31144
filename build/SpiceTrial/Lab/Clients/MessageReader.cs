using System.Buffers.Binary;

namespace SpiceTrial.Lab;

/// <summary>Reads the little-endian fields of one message, in order.</summary>
ref struct MessageReader(ReadOnlySpan<byte> message)
{
    ReadOnlySpan<byte> rest = message;

    public readonly int Left => rest.Length;

    public byte Byte() => Take(1)[0];

    public uint UInt32() => BinaryPrimitives.ReadUInt32LittleEndian(Take(4));

    public int Int32() => BinaryPrimitives.ReadInt32LittleEndian(Take(4));

    public ulong UInt64() => BinaryPrimitives.ReadUInt64LittleEndian(Take(8));

    /// <summary>A rectangle: top, left, bottom, right.</summary>
    public (int Top, int Left, int Bottom, int Right) Rectangle() => (Int32(), Int32(), Int32(), Int32());

    /// <exception cref="ClientException">The message ends before.</exception>
    public ReadOnlySpan<byte> Take(int length)
    {
        if (length < 0 || length > rest.Length)
            throw new ClientException($"a message ends {length - rest.Length} bytes too early");
        var taken = rest[..length];
        rest = rest[length..];
        return taken;
    }
}
