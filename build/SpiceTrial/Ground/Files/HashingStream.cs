using System.Security.Cryptography;

namespace SpiceTrial.Ground;

/// <summary>Passes a stream on, reading or writing, and keeps count and hash of what passed: of the very bytes that were sent or
/// came.</summary>
sealed class HashingStream(Stream inner, IProgress<long>? progress) : Stream
{
    readonly IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    long passed;

    public override bool CanRead => inner.CanRead;

    public override bool CanSeek => false;

    public override bool CanWrite => inner.CanWrite;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => passed; set => throw new NotSupportedException(); }

    /// <summary>Size and hash (lower-case hex) of all that passed. Nothing may pass afterwards.</summary>
    public (long Size, string Hash) Finish() => (passed, Convert.ToHexStringLower(hash.GetHashAndReset()));

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override int Read(Span<byte> buffer)
    {
        var read = inner.Read(buffer);
        Passed(buffer[..read]);
        return read;
    }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        inner.Write(buffer);
        Passed(buffer);
    }

    public override void Flush() => inner.Flush();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            inner.Dispose();
            hash.Dispose();
        }

        base.Dispose(disposing);
    }

    void Passed(ReadOnlySpan<byte> bytes)
    {
        hash.AppendData(bytes);
        passed += bytes.Length;
        progress?.Report(passed);
    }
}
