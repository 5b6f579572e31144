using System.Runtime.CompilerServices;

namespace SpiceTrial.Ground;

/// <summary>
/// The regular files of a tar stream (ustar, pax, GNU). Nothing is unpacked: links, devices and paths are never followed, and a header's
/// size is never allocated. System.Formats.Tar allocates what an extended header claims (up to 2 GiB), so it is not used.
/// </summary>
static class TarEntries
{
    const int BlockSize = 512;

    // PATH_MAX; a longer name is cut.
    const int LongestName = 4096;

    /// <summary>Whether the first bytes are a tar header, by its checksum.</summary>
    public static bool IsTar(ReadOnlySpan<byte> head) =>
        head.Length >= BlockSize && Octal(head.Slice(148, 8)) is { } sum && sum == Checksum(head[..BlockSize]);

    /// <summary>Each content is to be read (or left) before the next entry is asked for.</summary>
    /// <exception cref="InvalidDataException">No tar header where one must be.</exception>
    /// <exception cref="EndOfStreamException">It ends within an entry.</exception>
    public static async IAsyncEnumerable<(string Name, Stream Content)> ReadAsync(
        Stream tar, InputBudget budget, Action<(string Name, string Why)> passOver,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var header = new byte[BlockSize];
        string? longName = null;
        while (await tar.ReadAtLeastAsync(header, BlockSize, throwOnEndOfStream: false, cancellationToken) is > 0 and var read)
        {
            if (read < BlockSize)
                throw new EndOfStreamException("the archive ends within a header");
            if (!header.AsSpan().ContainsAnyExcept((byte)0))
                yield break;
            if (!IsTar(header) || Size(header.AsSpan(124, 12)) is not { } size)
                throw new InvalidDataException("no tar header where one must be");
            budget.TakeFile();
            using var content = new EntryStream(tar, size);
            var type = (char)header[156];
            if (type is 'L' or 'x')
                longName = await LongNameAsync(content, type, cancellationToken);
            else if (type is '0' or '\0' or '7')
                yield return (longName ?? Name(header), content);
            else if (budget.Limits.PlainFilesOnly && type is not ('5' or 'g' or 'K'))
                throw budget.Refused($"{Printable.Show(longName ?? Name(header))} is no plain file");
            else if (Unread(type, header) is { } why)
                passOver((longName ?? Name(header), why));
            if (type is not ('L' or 'x' or 'K'))
                longName = null;
            await content.SkipAsync((BlockSize - (int)(size % BlockSize)) % BlockSize, cancellationToken);
        }
    }

    static async Task<string?> LongNameAsync(EntryStream content, char type, CancellationToken cancellationToken)
    {
        var bytes = new byte[LongestName];
        var length = await content.ReadAtLeastAsync(bytes, bytes.Length, throwOnEndOfStream: false, cancellationToken);
        var text = Encoding.UTF8.GetString(bytes, 0, length);
        if (type == 'L')
            return text.TrimEnd('\0');
        // pax records: "LENGTH path=VALUE\n".
        var at = text.IndexOf(" path=", StringComparison.Ordinal);
        return at < 0 ? null : text[(at + 6)..].Split('\n')[0];
    }

    /// <summary>Why an entry without content may stand for a file that is not here.</summary>
    static string? Unread(char type, ReadOnlySpan<byte> header) => type switch
    {
        'S' => "it is a sparse file: pack it without tar's --sparse",
        '2' when Text(header.Slice(157, 100)) is var to && (to.StartsWith('/') || to.Contains("..", StringComparison.Ordinal)) =>
            "it is a link out of the archive: pack what it leads to (tar --dereference)",
        '3' or '4' or '6' => "it is a device or a pipe",
        _ => null,
    };

    static string Name(ReadOnlySpan<byte> header)
    {
        var name = Text(header[..100]);
        var prefix = header.Slice(257, 5).SequenceEqual("ustar"u8) ? Text(header.Slice(345, 155)) : "";
        return prefix.Length > 0 ? $"{prefix}/{name}" : name;
    }

    static string Text(ReadOnlySpan<byte> field) =>
        Encoding.UTF8.GetString(field.IndexOf((byte)0) is >= 0 and var end ? field[..end] : field);

    /// <summary>Octal digits, or GNU's base 256 for sizes from 8 GiB; <c>null</c> where it is neither or negative.</summary>
    static long? Size(ReadOnlySpan<byte> field)
    {
        if ((field[0] & 0x80) == 0)
            return Octal(field);
        long size = field[0] & 0x3f;
        foreach (var digit in field[1..])
        {
            if (size > long.MaxValue >> 9)
                return null;
            size = (size << 8) | digit;
        }

        return (field[0] & 0x40) != 0 ? null : size;
    }

    static long? Octal(ReadOnlySpan<byte> field)
    {
        long number = 0;
        var digits = 0;
        foreach (var c in field.Trim(" \0"u8))
        {
            if (c is < (byte)'0' or > (byte)'7')
                return null;
            number = (number << 3) | (long)(c - '0');
            digits++;
        }

        return digits > 0 ? number : null;
    }

    /// <summary>The sum of the header's bytes, its own field taken for blanks.</summary>
    static long Checksum(ReadOnlySpan<byte> header)
    {
        long sum = 8 * ' ';
        for (var i = 0; i < header.Length; i++)
            sum += i is >= 148 and < 156 ? 0 : header[i];
        return sum;
    }

    /// <summary>Exactly the bytes of one entry.</summary>
    sealed class EntryStream(Stream tar, long left) : ForwardStream
    {
        long left = left;

        public override int Read(Span<byte> buffer)
        {
            if (left == 0 || buffer.IsEmpty)
                return 0;
            var read = tar.Read(buffer[..(int)Math.Min(buffer.Length, left)]);
            if (read == 0)
                throw new EndOfStreamException("the archive ends within a file");
            left -= read;
            return read;
        }

        /// <summary>What was not read, and what fills the last block.</summary>
        public async Task SkipAsync(int padding, CancellationToken cancellationToken)
        {
            var buffer = new byte[64 << 10];
            while (await ReadAsync(buffer, cancellationToken) > 0)
            {
            }

            await tar.ReadAtLeastAsync(buffer.AsMemory(0, padding), padding, throwOnEndOfStream: false, cancellationToken);
        }
    }
}
