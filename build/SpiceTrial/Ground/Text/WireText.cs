using System.Buffers.Binary;

namespace SpiceTrial.Ground;

/// <summary>Reads SSH's wire format (RFC 4251, section 5).</summary>
static class WireText
{
    /// <summary>The first string of a public key: its type.</summary>
    public static string FirstString(ReadOnlySpan<byte> data) =>
        data.Length >= 4 && BinaryPrimitives.ReadUInt32BigEndian(data) is var length && length <= data.Length - 4
            ? Printable.Show(Encoding.ASCII.GetString(data.Slice(4, (int)length)))
            : "unknown";
}
