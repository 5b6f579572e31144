using System.IO.Compression;

namespace SpiceTrial.Ground;

/// <summary>
/// What a gzip file holds (RFC 1952), all its members one after the other; what stands before a damage comes first. That a stream which is
/// cut off is not taken for a whole one is the runtime's setting <c>System.IO.Compression.UseStrictValidation</c>
/// (<c>Directory.Build.props</c>).
/// </summary>
/// <exception cref="InvalidDataException">Its data or its checksum is wrong, or it is cut off.</exception>
sealed class GzipMembers(Stream compressed) : ForwardStream
{
    // Wrong data and a wrong checksum take what the same call has inflated with them: hence a small one.
    const int Largest = 1 << 10;

    readonly GZipStream inflated = new(compressed, CompressionMode.Decompress);

    public override int Read(Span<byte> buffer)
    {
        try
        {
            return inflated.Read(buffer[..Math.Min(buffer.Length, Largest)]);
        }
        catch (InvalidDataException e)
        {
            throw new InvalidDataException(e.Message.Contains("truncated", StringComparison.Ordinal)
                ? "the gzip stream is cut off" : "the gzip stream's data or checksum is wrong", e);
        }
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            inflated.Dispose();
        base.Dispose(disposing);
    }
}
