using System.IO.Compression;

namespace SpiceTrial.Ground;

/// <summary>
/// What a gzip file holds (RFC 1952), all its members one after the other. The runtime's own reader takes one that is cut off for a whole
/// one; this one says so, after everything that stood before: one more member is appended, and only behind a whole stream it comes out as
/// itself.
/// </summary>
/// <exception cref="InvalidDataException">Its data or its checksum is wrong, or it is cut off.</exception>
sealed class GzipMembers : ForwardStream
{
    // A wrong code in the data takes what the same call has inflated with it: hence a small one.
    const int Largest = 32 << 10;

    readonly GzipSource source;
    readonly GZipStream inflated;
    bool isOver;

    public GzipMembers(Stream compressed)
    {
        source = new(compressed);
        inflated = new(source, CompressionMode.Decompress);
    }

    public override int Read(Span<byte> buffer)
    {
        if (isOver || buffer.IsEmpty)
            return 0;
        var read = Inflate(buffer[..Math.Min(buffer.Length, Largest)]);
        if (!source.IsOver)
            return read;
        isOver = true;
        return IsMark(buffer[..read]) ? 0 : throw new InvalidDataException("the gzip stream is cut off");
    }

    /// <summary>Whether the appended member came out, and nothing else: its beginning was read already.</summary>
    bool IsMark(ReadOnlySpan<byte> begun)
    {
        Span<byte> rest = stackalloc byte[GzipSource.Mark.Length + 1];
        var length = begun.Length;
        if (length > GzipSource.Mark.Length || !begun.SequenceEqual(GzipSource.Mark[..length]))
            return false;
        begun.CopyTo(rest);
        while (length < rest.Length && Inflate(rest[length..]) is > 0 and var read)
            length += read;
        return rest[..length].SequenceEqual(GzipSource.Mark);
    }

    int Inflate(Span<byte> buffer)
    {
        try
        {
            return inflated.Read(buffer);
        }
        catch (InvalidDataException e)
        {
            throw new InvalidDataException(source.IsOver
                ? "the gzip stream is cut off" : "the gzip stream's data or checksum is wrong, or something else follows it", e);
        }
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            inflated.Dispose();
            source.Dispose();
        }

        base.Dispose(disposing);
    }
}
