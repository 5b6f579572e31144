namespace SpiceTrial.Tests.Sessions;

/// <summary>ustar headers, also such as no tar program would write.</summary>
static class TarHeader
{
    public static byte[] Make(string name, long size, char type = '0', string link = "")
    {
        var header = new byte[512];
        Put(header, 0, 100, name);
        Put(header, 124, 12, $"{Convert.ToString(size, 8).PadLeft(11, '0')}\0");
        header[156] = (byte)type;
        Put(header, 157, 100, link);
        Put(header, 257, 8, "ustar\0" + "00");
        header.AsSpan(148, 8).Fill((byte)' ');
        Put(header, 148, 8, $"{Convert.ToString(header.Sum(x => x), 8).PadLeft(6, '0')}\0 ");
        return header;
    }

    public static byte[] Padded(byte[] content) => [.. content, .. new byte[(512 - (content.Length % 512)) % 512]];

    static void Put(byte[] header, int at, int longest, string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        bytes.AsSpan(0, Math.Min(bytes.Length, longest)).CopyTo(header.AsSpan(at));
    }
}
