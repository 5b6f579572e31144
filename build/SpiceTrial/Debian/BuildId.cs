using System.Buffers.Binary;

namespace SpiceTrial.Debian;

/// <summary>The GNU build-id (NT_GNU_BUILD_ID note) of the shared library in a .deb, lower-case hex.</summary>
public static class BuildId
{
    const int NoteSegment = 4;
    const int BuildIdNote = 3;

    /// <returns><c>null</c> for a package without a shared library, such as -dev.</returns>
    public static async Task<string?> OfPackageAsync(string deb, CancellationToken cancellationToken)
    {
        await foreach (var file in PackageFiles.ReadAsync(deb, cancellationToken))
        {
            if (file.Name.Contains(".so.", StringComparison.Ordinal))
                return await OfElfAsync(file.Content, cancellationToken);
        }

        return null;
    }

    /// <summary>Reads the note of a 64-bit little-endian ELF file (elf(5)); <c>null</c> when there is none.</summary>
    public static async Task<string?> OfElfAsync(Stream stream, CancellationToken cancellationToken)
    {
        using var memory = new MemoryStream();
        await stream.CopyToAsync(memory, cancellationToken);
        return OfElf(memory.ToArray());
    }

    static string? OfElf(ReadOnlySpan<byte> elf)
    {
        if (elf.Length < 64 || !elf[..6].SequenceEqual((ReadOnlySpan<byte>)[0x7f, (byte)'E', (byte)'L', (byte)'F', 2, 1]))
            return null;
        var table = BinaryPrimitives.ReadInt64LittleEndian(elf[32..]);
        var entrySize = BinaryPrimitives.ReadUInt16LittleEndian(elf[54..]);
        var count = BinaryPrimitives.ReadUInt16LittleEndian(elf[56..]);
        for (var i = 0; i < count && entrySize >= 56; i++)
        {
            if (Slice(elf, table + ((long)i * entrySize), entrySize) is not { IsEmpty: false } header)
                return null;
            if (BinaryPrimitives.ReadInt32LittleEndian(header) == NoteSegment
                && InNotes(Slice(elf, BinaryPrimitives.ReadInt64LittleEndian(header[8..]),
                    BinaryPrimitives.ReadInt64LittleEndian(header[32..]))) is { } id)
                return id;
        }

        return null;
    }

    static string? InNotes(ReadOnlySpan<byte> notes)
    {
        while (notes.Length >= 12)
        {
            long nameSize = BinaryPrimitives.ReadUInt32LittleEndian(notes);
            long size = BinaryPrimitives.ReadUInt32LittleEndian(notes[4..]);
            var type = BinaryPrimitives.ReadInt32LittleEndian(notes[8..]);
            var content = 12 + Align(nameSize);
            var value = Slice(notes, content, size);
            if (type == BuildIdNote && Slice(notes, 12, nameSize).SequenceEqual("GNU\0"u8) && !value.IsEmpty)
                return Convert.ToHexStringLower(value);
            if (content + Align(size) > notes.Length)
                return null;
            notes = notes[(int)(content + Align(size))..];
        }

        return null;
    }

    static long Align(long size) => (size + 3) & ~3L;

    // Offsets come from the file: outside of it there is nothing.
    static ReadOnlySpan<byte> Slice(ReadOnlySpan<byte> bytes, long start, long length) =>
        start >= 0 && length >= 0 && start <= bytes.Length && length <= bytes.Length - start
            ? bytes.Slice((int)start, (int)length) : default;
}
