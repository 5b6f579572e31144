using System.Buffers;
using System.Buffers.Binary;

namespace SpiceTrial.Hosts;

/// <summary>Writes SSH's wire format (RFC 4251, section 5).</summary>
sealed class WireWriter
{
    readonly ArrayBufferWriter<byte> written = new();

    public WireWriter Byte(byte value)
    {
        written.Write([value]);
        return this;
    }

    public WireWriter Number(uint value)
    {
        Span<byte> bytes = stackalloc byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(bytes, value);
        written.Write(bytes);
        return this;
    }

    /// <summary>Length and bytes.</summary>
    public WireWriter String(ReadOnlySpan<byte> value)
    {
        Number((uint)value.Length);
        written.Write(value);
        return this;
    }

    public byte[] ToArray() => written.WrittenSpan.ToArray();
}
