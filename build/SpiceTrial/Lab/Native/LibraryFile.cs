using System.Buffers.Binary;

namespace SpiceTrial.Lab;

/// <summary>
/// What an ELF file says of itself before it is loaded, because loading runs its code: name, architecture and exported functions
/// (elf(5)).
/// </summary>
sealed class LibraryFile
{
    const int SectionHeaderSize = 64, SymbolSize = 24, DynamicSection = 6, DynamicSymbols = 11;
    const long SonameTag = 14;
    const ushort X64 = 62, Arm64 = 183;

    readonly byte[] content;

    LibraryFile(byte[] content) => this.content = content;

    /// <summary>The name that the server library has had since 0.6.</summary>
    public const string ExpectedName = "libspice-server.so.1";

    public static LibraryFile Read(string path) => new(File.ReadAllBytes(path));

    /// <summary>Throws unless the file is a 64-bit spice-server library for this machine with the given functions.</summary>
    /// <exception cref="WrongAbiException">It is not.</exception>
    public void Check(IReadOnlyList<string> functions)
    {
        if (content.Length < 64 || !content.AsSpan(0, 4).SequenceEqual((ReadOnlySpan<byte>)[0x7f, (byte)'E', (byte)'L', (byte)'F']))
            throw new WrongAbiException("the file is no ELF library");
        if (content[4] != 2 || content[5] != 1)
            throw new WrongAbiException("the library is not for a 64-bit little-endian machine");
        var machine = BinaryPrimitives.ReadUInt16LittleEndian(content.AsSpan(18));
        var here = System.Runtime.InteropServices.RuntimeInformation.ProcessArchitecture
            == System.Runtime.InteropServices.Architecture.Arm64 ? Arm64 : X64;
        if (machine != here)
            throw new WrongAbiException($"the library is for another architecture (ELF machine {machine}, here {here})");
        try
        {
            CheckNames(functions);
        }
        catch (ArgumentOutOfRangeException)
        {
            throw new WrongAbiException("the library's file is cut off or damaged");
        }
    }

    void CheckNames(IReadOnlyList<string> functions)
    {
        if (Soname() is not ExpectedName and var name)
            throw new WrongAbiException($"the library calls itself {name ?? "nothing"}, not {ExpectedName}");
        var exported = Exported().ToHashSet(StringComparer.Ordinal);
        if (functions.FirstOrDefault(x => !exported.Contains(x)) is { } missing)
            throw new WrongAbiException($"the library lacks the function {missing}");
    }

    string? Soname()
    {
        foreach (var section in Sections(DynamicSection))
        {
            for (var at = section.Offset; at + 16 <= section.Offset + section.Size; at += 16)
            {
                if (Long(at) == SonameTag)
                    return Text(Section(section.Link).Offset + Long(at + 8));
            }
        }

        return null;
    }

    IEnumerable<string> Exported()
    {
        foreach (var section in Sections(DynamicSymbols))
        {
            var strings = Section(section.Link).Offset;
            for (var at = section.Offset; at + SymbolSize <= section.Offset + section.Size; at += SymbolSize)
            {
                // Section 0 is "imported".
                if (BinaryPrimitives.ReadUInt16LittleEndian(Bytes(at + 6, 2)) != 0)
                    yield return Text(strings + BinaryPrimitives.ReadUInt32LittleEndian(Bytes(at, 4)));
            }
        }
    }

    IEnumerable<(long Offset, long Size, int Link)> Sections(int type)
    {
        var count = BinaryPrimitives.ReadUInt16LittleEndian(Bytes(60, 2));
        for (var i = 0; i < count; i++)
        {
            if (BinaryPrimitives.ReadInt32LittleEndian(Bytes(Long(40) + (i * SectionHeaderSize) + 4, 4)) == type)
                yield return Section(i);
        }
    }

    (long Offset, long Size, int Link) Section(int index)
    {
        var header = Long(40) + ((long)index * SectionHeaderSize);
        return (Long(header + 24), Long(header + 32), BinaryPrimitives.ReadInt32LittleEndian(Bytes(header + 40, 4)));
    }

    long Long(long at) => BinaryPrimitives.ReadInt64LittleEndian(Bytes(at, 8));

    string Text(long at)
    {
        var rest = Bytes(at, 0, toEnd: true);
        var end = rest.IndexOf((byte)0);
        return Encoding.UTF8.GetString(end < 0 ? rest : rest[..end]);
    }

    // Offsets come from the file: outside of it is the caller's "damaged".
    ReadOnlySpan<byte> Bytes(long at, int length, bool toEnd = false)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(at);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(at, content.Length - length);
        return toEnd ? content.AsSpan((int)at) : content.AsSpan((int)at, length);
    }
}
