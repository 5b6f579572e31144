using System.Buffers.Binary;

namespace SpiceTrial.Lab;

/// <summary>A JPEG picture's frame (ITU-T T.81, annex B): its start, its size and its end are looked at, its pixels are not
/// decoded.</summary>
static class JpegHeader
{
    const byte Marker = 0xff, Start = 0xd8, End = 0xd9, StartOfScan = 0xda, FirstFrame = 0xc0, LastFrame = 0xcf;

    /// <summary>What is wrong with a picture that ought to have this size, or <c>null</c>.</summary>
    public static string? Fault(ReadOnlySpan<byte> picture, int width, int height)
    {
        if (picture.Length < 4 || picture[0] != Marker || picture[1] != Start)
            return "it does not start as a JPEG picture";
        if (picture[^2] != Marker || picture[^1] != End)
            return "it does not end as a JPEG picture";
        return Size(picture) is not { } size ? "it has no frame header"
            : size == (width, height) ? null : $"it has {size.Width}x{size.Height} pixels, the stream {width}x{height}";
    }

    static (int Width, int Height)? Size(ReadOnlySpan<byte> picture)
    {
        for (var at = 2; at + 9 < picture.Length && picture[at] == Marker && picture[at + 1] != StartOfScan;)
        {
            // C4, C8 and CC in the range of the frames are tables.
            if (picture[at + 1] is >= FirstFrame and <= LastFrame and not (0xc4 or 0xc8 or 0xcc))
                return (BinaryPrimitives.ReadUInt16BigEndian(picture[(at + 7)..]),
                    BinaryPrimitives.ReadUInt16BigEndian(picture[(at + 5)..]));
            at += 2 + BinaryPrimitives.ReadUInt16BigEndian(picture[(at + 2)..]);
        }

        return null;
    }
}
