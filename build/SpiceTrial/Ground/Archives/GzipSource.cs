using System.IO.Compression;

namespace SpiceTrial.Ground;

/// <summary>
/// A gzip file's bytes, and behind them one more member. Its last eight, where the checksum stands, come alone: a wrong one then takes no
/// data with it.
/// </summary>
sealed class GzipSource(Stream compressed) : ForwardStream
{
    const int Trailer = 8, Block = 64 << 10;

    static readonly byte[] Member = Compressed();

    readonly byte[] buffer = new byte[Block + Trailer];
    int held;
    bool isRead;

    /// <summary>What the appended member holds.</summary>
    public static ReadOnlySpan<byte> Mark => "spice-trial: the end of a gzip stream"u8;

    /// <summary>The file's own bytes are over and the appended member was asked for.</summary>
    public bool IsOver { get; private set; }

    public override int Read(Span<byte> buffer)
    {
        while (!isRead)
        {
            var read = compressed.Read(this.buffer, held, Math.Min(buffer.Length, Block));
            isRead = read == 0;
            var ready = Math.Max(0, held + read - Trailer);
            if (isRead || ready == 0)
            {
                held += read;
                continue;
            }

            this.buffer.AsSpan(0, ready).CopyTo(buffer);
            this.buffer.AsSpan(ready, Trailer).CopyTo(this.buffer);
            held = Trailer;
            return ready;
        }

        if (held > 0)
        {
            var rest = Math.Min(held, buffer.Length);
            this.buffer.AsSpan(0, rest).CopyTo(buffer);
            this.buffer.AsSpan(rest, held - rest).CopyTo(this.buffer);
            held -= rest;
            return rest;
        }

        if (IsOver)
            return 0;
        IsOver = true;
        Member.CopyTo(buffer);
        return Member.Length;
    }

    static byte[] Compressed()
    {
        using var member = new MemoryStream();
        using (var gzip = new GZipStream(member, CompressionLevel.Optimal))
            gzip.Write(Mark);
        return member.ToArray();
    }
}
