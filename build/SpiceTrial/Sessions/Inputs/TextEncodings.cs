namespace SpiceTrial.Sessions;

/// <summary>Logs as Windows writes them: PowerShell's <c>&gt;</c> makes UTF-16 of whatever comes.</summary>
static class TextEncodings
{
    public static Leaf AsUtf8(Leaf leaf)
    {
        if (Utf16(leaf.Head.Span) is not var (encoding, mark))
            return leaf;
        leaf.Content.ReadExactly(new byte[mark]);
        return leaf with
        {
            Content = Encoding.CreateTranscodingStream(leaf.Content, encoding, new UTF8Encoding(false)),
            Head = Encoding.UTF8.GetBytes(encoding.GetString(leaf.Head.Span[mark..])),
        };
    }

    /// <summary>By its mark, else because every other byte of the first characters is zero.</summary>
    static (Encoding Encoding, int Mark)? Utf16(ReadOnlySpan<byte> head) => head switch
    {
        [0xff, 0xfe, 0, 0, ..] => null,
        [0xff, 0xfe, ..] => (new UnicodeEncoding(bigEndian: false, byteOrderMark: false), 2),
        [0xfe, 0xff, ..] => (new UnicodeEncoding(bigEndian: true, byteOrderMark: false), 2),
        [> 0, 0, > 0, 0, > 0, 0, > 0, 0, ..] => (new UnicodeEncoding(bigEndian: false, byteOrderMark: false), 0),
        [0, > 0, 0, > 0, 0, > 0, 0, > 0, ..] => (new UnicodeEncoding(bigEndian: true, byteOrderMark: false), 0),
        _ => null,
    };
}
