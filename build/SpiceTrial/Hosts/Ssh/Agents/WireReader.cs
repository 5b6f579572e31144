using System.Buffers.Binary;

namespace SpiceTrial.Hosts;

/// <summary>Reads SSH's wire format (RFC 4251, section 5) from what another program sent.</summary>
ref struct WireReader(ReadOnlySpan<byte> data)
{
    ReadOnlySpan<byte> rest = data;

    /// <exception cref="InvalidDataException">It ends before.</exception>
    public byte Byte() => Take(1)[0];

    /// <exception cref="InvalidDataException">It ends before.</exception>
    public uint Number() => BinaryPrimitives.ReadUInt32BigEndian(Take(4));

    /// <summary>Length and bytes.</summary>
    /// <exception cref="InvalidDataException">It ends before.</exception>
    public ReadOnlySpan<byte> String() => Take(Number());

    ReadOnlySpan<byte> Take(uint length)
    {
        if (length > rest.Length)
            throw new InvalidDataException("A message in SSH's wire format ends too early.");
        var taken = rest[..(int)length];
        rest = rest[(int)length..];
        return taken;
    }
}
