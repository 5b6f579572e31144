using System.Buffers.Binary;

namespace SpiceTrial.Artifacts;

/// <summary>Sections of a 64-bit little-endian ELF file (elf(5)).</summary>
public static class ElfSections
{
    const int NoContent = 8;
    const long Loaded = 2;
    const long Executable = 4;

    /// <exception cref="TrialException">It is no such file, or its table of sections is damaged.</exception>
    public static async Task<IReadOnlyList<ElfSection>> ReadAsync(string file, CancellationToken cancellationToken)
    {
        var bytes = (await File.ReadAllBytesAsync(file, cancellationToken)).AsMemory();
        try
        {
            return Parse(bytes);
        }
        catch (Exception e) when (e is ArgumentOutOfRangeException or OverflowException)
        {
            throw new TrialException("the table of sections is damaged", file, cause: e);
        }
    }

    static List<ElfSection> Parse(ReadOnlyMemory<byte> elf)
    {
        if (elf.Length < 64 || !elf.Span[..6].SequenceEqual((ReadOnlySpan<byte>)[0x7f, (byte)'E', (byte)'L', (byte)'F', 2, 1]))
            throw new TrialException("not a 64-bit little-endian ELF file");
        var table = BinaryPrimitives.ReadInt64LittleEndian(elf.Span[40..]);
        int size = BinaryPrimitives.ReadUInt16LittleEndian(elf.Span[58..]), count = BinaryPrimitives.ReadUInt16LittleEndian(elf.Span[60..]);
        var names = Content(Header(BinaryPrimitives.ReadUInt16LittleEndian(elf.Span[62..])), elf);
        return [.. Enumerable.Range(1, Math.Max(count - 1, 0)).Select(x => Section(Header(x).Span, Header(x)))];

        ReadOnlyMemory<byte> Header(int index) => elf.Slice(checked((int)(table + ((long)index * size))), 64);

        ElfSection Section(ReadOnlySpan<byte> header, ReadOnlyMemory<byte> whole)
        {
            var flags = BinaryPrimitives.ReadInt64LittleEndian(header[8..]);
            var name = names.Span[BinaryPrimitives.ReadInt32LittleEndian(header)..];
            return new ElfSection(
                Encoding.ASCII.GetString(name[..name.IndexOf((byte)0)]), BinaryPrimitives.ReadInt64LittleEndian(header[16..]),
                BinaryPrimitives.ReadInt64LittleEndian(header[32..]),
                (flags & Loaded) != 0, (flags & Executable) != 0, Content(whole, elf));
        }
    }

    static ReadOnlyMemory<byte> Content(ReadOnlyMemory<byte> header, ReadOnlyMemory<byte> elf) =>
        BinaryPrimitives.ReadInt32LittleEndian(header.Span[4..]) == NoContent
        ? default
        : elf.Slice(checked((int)BinaryPrimitives.ReadInt64LittleEndian(header.Span[24..])),
            checked((int)BinaryPrimitives.ReadInt64LittleEndian(header.Span[32..])));
}
