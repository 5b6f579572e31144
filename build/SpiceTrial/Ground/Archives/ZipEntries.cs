using System.Buffers.Binary;
using System.IO.Compression;

namespace SpiceTrial.Ground;

/// <summary>The files of a zip archive. Nothing is unpacked; names are only shown.</summary>
static class ZipEntries
{
    static ReadOnlySpan<byte> EndRecord => "PK\u0005\u0006"u8;

    public static bool IsZip(ReadOnlySpan<byte> head) => head.StartsWith("PK\u0003\u0004"u8) || head.StartsWith(EndRecord);

    /// <summary>Each content is to be read before the next entry is asked for.</summary>
    /// <exception cref="InvalidDataException">Damaged.</exception>
    /// <exception cref="TrialException">Too many entries.</exception>
    public static IEnumerable<(string Name, Stream Content)> Read(Stream zip, InputBudget budget)
    {
        // The directory is read as a whole into some 500 bytes an entry: what it says of itself comes first.
        if (EntriesSaid(zip) > budget.Limits.ZipEntries)
            throw budget.Refused($"it is a zip of more than {budget.Limits.ZipEntries} files");
        using var archive = new ZipArchive(zip, ZipArchiveMode.Read, leaveOpen: true);
        foreach (var entry in archive.Entries)
        {
            budget.TakeFile();
            if (entry.FullName.EndsWith('/'))
                continue;
            using var content = new CountedStream(entry.Open(), budget);
            yield return (entry.FullName, content);
        }
    }

    /// <summary>The number of entries in the record at the archive's end, behind which a comment of 64 KiB may stand; 65535 and more are
    /// all "many".</summary>
    static int EntriesSaid(Stream zip)
    {
        const int record = 22;
        var tail = new byte[(int)Math.Min(zip.Length, ushort.MaxValue + record)];
        zip.Seek(-tail.Length, SeekOrigin.End);
        zip.ReadExactly(tail);
        zip.Seek(0, SeekOrigin.Begin);
        var at = tail.AsSpan().LastIndexOf(EndRecord);
        return at < 0 || at + record > tail.Length
            ? throw new InvalidDataException("no end of a zip archive") : BinaryPrimitives.ReadUInt16LittleEndian(tail.AsSpan(at + 10));
    }
}
