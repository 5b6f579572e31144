namespace SpiceTrial.Hosts;

/// <summary>One key that a known_hosts file has for a host.</summary>
/// <param name="Mark">What the entry says about the key.</param>
/// <param name="KeyType">As in the file, e.g. <c>ssh-ed25519</c>.</param>
/// <param name="Key">The key in SSH's wire format.</param>
/// <param name="File">The file with the entry.</param>
sealed record KnownHostKey(KnownHostMark Mark, string KeyType, byte[] Key, string File)
{
    /// <summary>
    /// Reads a line that <c>ssh-keygen -F</c> found: an optional marker, names, type, key. <c>null</c> for a comment, an unknown
    /// marker or a damaged key: OpenSSH passes over those too, and nothing is trusted by passing over it.
    /// </summary>
    public static KnownHostKey? Parse(string line, string file)
    {
        var words = line.Split((char[])[' ', '\t'], StringSplitOptions.RemoveEmptyEntries);
        if (words.Length == 0 || words[0].StartsWith('#'))
            return null;

        KnownHostMark? mark = words[0] switch
        {
            "@revoked" => KnownHostMark.Revoked,
            "@cert-authority" => KnownHostMark.Authority,
            ['@', ..] => null,
            _ => KnownHostMark.Trusted,
        };
        var fields = words[0].StartsWith('@') ? words[1..] : words;
        if (mark is not { } known || fields.Length < 3)
            return null;

        var key = new byte[fields[2].Length];
        return Convert.TryFromBase64String(fields[2], key, out var length) ? new(known, fields[1], key[..length], file) : null;
    }
}
