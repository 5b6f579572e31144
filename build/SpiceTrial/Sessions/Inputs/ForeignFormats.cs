namespace SpiceTrial.Sessions;

/// <summary>Files that are no logs as they are, by their first bytes.</summary>
static class ForeignFormats
{
    const string Plain = "give the plain log: journalctl -o short-iso-precise _PID=N > NAME.log";

    static readonly (byte[] Start, string Why)[] Packed =
    [
        ([.. "7z"u8, 0xbc, 0xaf], "it is a 7z archive: unpack it and give its files"),
        ([.. "Rar!"u8], "it is a rar archive: unpack it and give its files"),
        ([4, 0x22, 0x4d, 0x18], "it is packed with lz4: unpack it (lz4 -d)"),
        ([0x5d, 0, 0], "it is packed with lzma: unpack it (xz -d --format=lzma)"),
        ([.. "LZIP"u8], "it is packed with lzip: unpack it (lzip -d)"),
        ([0x89, .. "LZO"u8], "it is packed with lzop: unpack it (lzop -d)"),
        ([0x1f, 0x9d], "it is packed with compress: unpack it (gzip -d)"),
        ([0x50, 0x2a, 0x4d, 0x18], "it is packed with zstd behind a frame that is passed over: unpack it (zstd -d)"),
        ([.. "07070"u8], "it is a cpio archive: unpack it and give its files"),
        ([.. "-----BEGIN PGP MESSAGE"u8], "it is encrypted: decrypt it (gpg -d)"),
        ([.. "age-encryption.org"u8], "it is encrypted: decrypt it (age -d)"),
        ([.. "Salted__"u8], "it is encrypted: decrypt it (openssl enc -d)"),
        ([.. "LPKSHHRH"u8], $"it is a journal's own file; {Plain} --file=THIS"),
        ([.. "__CURSOR="u8], $"it is a journal in its export format; {Plain}"),
        ([0xff, 0xfe, 0, 0], "it is UTF-32: make it UTF-8 (iconv -f UTF-32 -t UTF-8)"),
    ];

    static readonly byte[][] NoLogs =
    [
        [0x89, .. "PNG"u8], [0xff, 0xd8, 0xff], [.. "GIF8"u8], [.. "RIFF"u8], [0x1a, 0x45, 0xdf, 0xa3], [.. "OggS"u8], [.. "%PDF"u8],
        [0xd4, 0xc3, 0xb2, 0xa1], [0xa1, 0xb2, 0xc3, 0xd4], [0x4d, 0x3c, 0xb2, 0xa1], [0x0a, 0x0d, 0x0d, 0x0a], [.. "!<arch>"u8],
        [0x7f, .. "ELF"u8], [.. "SQLite format 3"u8], [.. "QFI"u8, 0xfb],
    ];

    /// <summary>Why it is not read and may hold a run; <c>null</c> for all that can be read.</summary>
    public static string? Why(ReadOnlySpan<byte> head)
    {
        foreach (var (start, why) in Packed)
            if (head.StartsWith(start))
                return why;
        return head is [(byte)'{', ..] && (head.IndexOf("\"__CURSOR\""u8) >= 0 || head.IndexOf("\"__REALTIME_TIMESTAMP\""u8) >= 0
            || head.IndexOf("\"_BOOT_ID\""u8) >= 0) ? $"it is a journal in JSON; {Plain}" : null;
    }

    /// <summary>A picture, a film, captured packets, a program: no run is in there.</summary>
    public static bool IsNoLog(ReadOnlySpan<byte> head)
    {
        foreach (var start in NoLogs)
            if (head.StartsWith(start))
                return true;
        return head.Length > 8 && head[4..].StartsWith("ftyp"u8);
    }

    /// <summary>Whether people could read it; a log may have a hole of zeros.</summary>
    public static bool IsText(ReadOnlySpan<byte> head)
    {
        var odd = 0;
        foreach (var c in head)
            odd += c is < 32 and not ((byte)'\t' or (byte)'\n' or (byte)'\r' or 27 or 12) and > 0 or 127 ? 1 : 0;
        return odd * 20 <= head.Length && head.ContainsAnyExcept((byte)0);
    }

    /// <summary>Whether it begins as a log does: the first line has a time, or is libvirt's or qemu's.</summary>
    public static bool IsLog(ReadOnlySpan<byte> head)
    {
        head = head.TrimStart(" \t\r\n\u00ef\u00bb\u00bf"u8);
        var end = head.IndexOf((byte)'\n');
        var line = end < 0 ? head : head[..end];
        return !line.IsEmpty && line[0] != '{' && (default(LinePrefix).Time(line, out _).IsKnown
            || line.IndexOf("qemu-system-"u8) >= 0 || line.IndexOf("Spice"u8) >= 0);
    }
}
